-- Invites: codes that let people join a band.

create table public.invites (
  id         uuid primary key default gen_random_uuid(),
  band_id    uuid not null references public.bands on delete cascade,
  role       text not null check (role in ('admin', 'member', 'viewer')),
  -- The code is shown once and not stored.
  code_hash  bytea not null unique,
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  revoked_at timestamptz
);
create index invites_band_id_idx on public.invites (band_id);
alter table public.invites enable row level security;
create policy "admins see the band's invites" on public.invites for select to authenticated
  using (band_id in (select private.my_band_ids('admin')));
revoke all on public.invites from anon, authenticated;
grant select on public.invites to authenticated;

-- Attempts to join with a wrong code, to limit guessing.
create table sync.join_failures (
  user_id   uuid not null references auth.users on delete cascade,
  failed_at timestamptz not null default now()
);
create index join_failures_user_id_idx on sync.join_failures (user_id, failed_at);
alter table sync.join_failures enable row level security;

-- ── Actions ──────────────────────────────────────────────────────────────────────────────────────────────────────────

create function private.create_invite(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  band uuid := private.require_band_role(request, 'member');
  given_role text := coalesce(request ->> 'role', 'member');
  code text := private.new_invite_code();
  until timestamptz;
begin
  if given_role not in ('admin', 'member', 'viewer') then
    perform private.fail(400, 'invalid_request', 'The role of an invite is admin, member or viewer.', 'role');
  elsif private.rank(given_role) > private.rank_in(who, band) then
    perform private.fail(403, 'forbidden', 'You cannot invite someone to a higher role than your own.', 'role');
  end if;
  insert into public.invites (band_id, role, code_hash, created_by)
  values (band, given_role, private.hash_invite_code(code), who) returning expires_at into until;
  return jsonb_build_object('code', code, 'role', given_role, 'expires_at', until);
end $$;

/*
  list_invites {band} -> {invites: [{id, role, created_by, created_at, expires_at}]}
  The open invites, newest first: all of them for an admin, for a member the ones they created. Codes are not listed, since
  they are not stored.
*/
create function private.list_invites(request jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  band uuid := private.require_band_role(request, 'member');
  sees_all boolean := private.rank_in(who, band) >= private.rank('admin');
begin
  return jsonb_build_object('invites', (
    select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'role', i.role, 'created_by', i.created_by,
                                                 'created_at', i.created_at, 'expires_at', i.expires_at)
                              order by i.created_at desc, i.id), '[]')
      from public.invites i
     where i.band_id = band and i.revoked_at is null and i.expires_at > now() and (sees_all or i.created_by = who)));
end $$;

-- revoke_invite {code} or {id} -> {revoked}
create function private.revoke_invite(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  invite public.invites;
begin
  if request ? 'id' then
    select i.* into invite from public.invites i where i.id = private.required_uuid(request, 'id');
  else
    select i.* into invite from public.invites i
     where i.code_hash = private.hash_invite_code(private.required_text(request, 'code', 100, 'Enter the invite code.'));
  end if;
  if invite.id is null or private.rank_in(who, invite.band_id) < private.rank('member') then
    perform private.fail(404, 'invite_unknown', 'This invite does not exist.', 'code');
  elsif invite.created_by is distinct from who and private.rank_in(who, invite.band_id) < private.rank('admin') then
    perform private.fail(403, 'forbidden', 'Only an admin can revoke someone else''s invite.', 'code');
  end if;
  update public.invites i set revoked_at = coalesce(i.revoked_at, now()) where i.id = invite.id;
  return '{"revoked": true}';
end $$;

/*
  preview_invite {code} -> {id, name, role, members, already, expires_at}
  Shows what a code is for before the caller joins. Needs an account, because wrong codes are counted per user.
*/
create function private.preview_invite(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  code text := private.required_text(request, 'code', 100, 'Enter the invite code.');
  invite public.invites;
begin
  perform private.check_join_attempts(who);
  invite := private.usable_invite(who, code);
  if invite.id is null then return private.reject_invite_code(who); end if;
  return jsonb_build_object(
    'id', invite.band_id, 'name', (select b.name from public.bands b where b.id = invite.band_id), 'role', invite.role,
    'members', (select count(*) from public.memberships m where m.band_id = invite.band_id and m.deleted_at is null),
    'already', private.rank_in(who, invite.band_id) > 0, 'expires_at', invite.expires_at);
end $$;

create function private.join_band(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  code text := private.required_text(request, 'code', 100, 'Enter the invite code.');
  invite public.invites;
  already boolean;
begin
  perform private.check_join_attempts(who);
  -- Read under the lock: a person who is being removed at this moment must not get back in.
  perform private.lock_scopes(array(select i.band_id from public.invites i where i.code_hash = private.hash_invite_code(code)) || who);
  invite := private.usable_invite(who, code);
  if invite.id is null then return private.reject_invite_code(who); end if;
  already := private.rank_in(who, invite.band_id) > 0;
  if not already then
    insert into public.memberships (band_id, user_id, role) values (invite.band_id, who, invite.role)
    on conflict (band_id, user_id) do update set role = excluded.role, deleted_at = null;
  end if;
  return jsonb_build_object('id', invite.band_id, 'name', (select b.name from public.bands b where b.id = invite.band_id),
                            'already', already);
end $$;

-- ── Codes ────────────────────────────────────────────────────────────────────────────────────────────────────────────

-- A code like XXXX-XXXX-XXXX-XXXX: 80 random bits in Crockford's Base32, which has no I, L, O or U that could be misread.
create function private.new_invite_code() returns text language plpgsql volatile as $$
declare
  alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  noise bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
  code text := '';
begin
  for i in 0 .. 15 loop
    code := code || case when i in (4, 8, 12) then '-' else '' end || substr(alphabet, (get_byte(noise, i) & 31) + 1, 1);
  end loop;
  return code;
end $$;

-- The same for every way to type a code: lower case, spaces, no dashes, O for 0, I or L for 1.
create function private.hash_invite_code(code text) returns bytea language sql immutable as $$
  select sha256(convert_to(translate(regexp_replace(upper(code), '[^0-9A-Z]', '', 'g'), 'OIL', '011'), 'UTF8')) $$;

-- Limits wrong codes to 20 per user and hour, for preview_invite and join_band together. The lock makes a user's attempts run
-- one after the other: a hundred at once would all see a count of 0.
create function private.check_join_attempts(who uuid) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('join_band ' || who, 0));
  if (select count(*) from sync.join_failures f where f.user_id = who and f.failed_at > now() - interval '1 hour') >= 20 then
    perform private.fail(429, 'too_many', 'Too many wrong codes. Try again in an hour.', 'code');
  end if;
end $$;

-- The open invite that a code belongs to, or null if this person cannot use it.
create function private.usable_invite(who uuid, code text) returns public.invites language plpgsql stable as $$
declare
  invite public.invites;
begin
  select i.* into invite
    from public.invites i join public.bands b on b.id = i.band_id and b.deleted_at is null
   where i.code_hash = private.hash_invite_code(code) and i.revoked_at is null and i.expires_at > now()
     -- A code works for many people for days. A person who was removed by someone else needs a code that was created
     -- after the removal, so that they cannot come back with the code that let them in.
     and not exists (select from public.memberships m
                      where m.band_id = i.band_id and m.user_id = who and m.deleted_at >= i.created_at
                        and m.updated_by is distinct from who);
  return invite;
end $$;

-- Counts the attempt and returns an error body with status 404. Raising the error would roll the count back.
create function private.reject_invite_code(who uuid) returns jsonb language plpgsql as $$
begin
  insert into sync.join_failures (user_id) values (who);
  perform set_config('response.status', '404', true);
  return jsonb_build_object('code', 'PT404', 'message', 'This invite code is wrong, expired or revoked. Ask for a new one.',
                            'hint', 'invite_unknown', 'details', 'code');
end $$;

-- ── API ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

create function public.create_invite(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.create_invite(request) $$;
create function public.list_invites(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.list_invites(request) $$;
create function public.revoke_invite(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.revoke_invite(request) $$;
create function public.preview_invite(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.preview_invite(request) $$;
create function public.join_band(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.join_band(request) $$;

revoke all on function public.create_invite(jsonb), public.list_invites(jsonb), public.revoke_invite(jsonb), public.preview_invite(jsonb), public.join_band(jsonb) from public, anon;
grant execute on function private.create_invite(jsonb), public.create_invite(jsonb),
                          private.list_invites(jsonb), public.list_invites(jsonb),
                          private.revoke_invite(jsonb), public.revoke_invite(jsonb),
                          private.preview_invite(jsonb), public.preview_invite(jsonb),
                          private.join_band(jsonb), public.join_band(jsonb) to authenticated;
