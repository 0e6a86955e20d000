-- What needs the network: making bands, inviting, joining, roles, leaving, one's profile.

create table public.invites (
  id         uuid primary key default gen_random_uuid(),
  band_id    uuid not null references public.bands on delete cascade,
  role       text not null check (role in ('admin', 'member', 'viewer')),
  -- The code itself is shown once and kept nowhere.
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

-- Wrong codes, to slow down guessing.
create table sync.join_failures (
  user_id   uuid not null references auth.users on delete cascade,
  failed_at timestamptz not null default now()
);
create index join_failures_user_id_idx on sync.join_failures (user_id, failed_at);
alter table sync.join_failures enable row level security;

-- 80 random bits in the letters of Crockford's alphabet, which has no I, L, O and U to be misread: XXXX-XXXX-XXXX-XXXX.
create function private.new_code() returns text language plpgsql volatile as $$
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

-- However it was typed: small letters, spaces, no dashes, O for 0, I or L for 1.
create function private.code_hash(code text) returns bytea language sql immutable as $$
  select sha256(convert_to(translate(regexp_replace(upper(code), '[^0-9A-Z]', '', 'g'), 'OIL', '011'), 'UTF8')) $$;

create function private.asked_band(request jsonb, least_role text) returns uuid language plpgsql as $$
declare
  band uuid := private.asked_uuid(request, 'band');
  may integer := private.rank_in(private.caller(), band);
begin
  if band = private.caller() or may = 0 then
    perform private.fail(403, 'forbidden', 'You are not a member of this band.', 'band');
  elsif may < private.rank(least_role) then
    perform private.fail(403, 'forbidden', case least_role when 'member' then 'Viewers cannot do this.'
                         else format('Only an %s of the band can do this.', least_role) end, 'band');
  end if;
  return band;
end $$;

create function private.create_band(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  band_name text := private.asked_text(request, 'name', 80, 'The band''s name needs 1 to 80 characters.');
  band uuid := case when coalesce(jsonb_typeof(request -> 'id'), 'null') = 'null' then gen_random_uuid()
                    else private.asked_uuid(request, 'id') end;
begin
  perform private.lock_scopes(array[who]);
  insert into sync.scopes (id, kind) values (band, 'band') on conflict (id) do nothing;
  if not found then
    -- A repeat after a lost answer finds the band that the first try made.
    select b.name into band_name from public.bands b where b.id = band and b.created_by = who and private.rank_in(who, band) > 0;
    if not found then
      perform private.fail(403, 'forbidden', 'This id is in use elsewhere.', 'id');
    end if;
    return jsonb_build_object('id', band, 'name', band_name);
  end if;
  insert into public.bands (id, band_id, name) values (band, band, band_name);
  insert into public.memberships (band_id, user_id, role) values (band, who, 'owner');
  return jsonb_build_object('id', band, 'name', band_name);
end $$;

create function private.create_invite(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  band uuid := private.asked_band(request, 'member');
  given_role text := coalesce(request ->> 'role', 'member');
  code text := private.new_code();
  until timestamptz;
begin
  if given_role not in ('admin', 'member', 'viewer') then
    perform private.fail(400, 'invalid_request', 'An invite is for an admin, a member or a viewer.', 'role');
  elsif private.rank(given_role) > private.rank_in(who, band) then
    perform private.fail(403, 'forbidden', 'You cannot invite somebody to a higher role than your own.', 'role');
  end if;
  insert into public.invites (band_id, role, code_hash, created_by)
  values (band, given_role, private.code_hash(code), who) returning expires_at into until;
  return jsonb_build_object('code', code, 'role', given_role, 'expires_at', until);
end $$;

create function private.revoke_invite(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  code text := private.asked_text(request, 'code', 100, 'Which invite code?');
  invite public.invites;
begin
  select i.* into invite from public.invites i where i.code_hash = private.code_hash(code);
  if invite.id is null or private.rank_in(who, invite.band_id) < private.rank('member') then
    perform private.fail(404, 'invite_unknown', 'There is no such invite.', 'code');
  elsif invite.created_by <> who and private.rank_in(who, invite.band_id) < private.rank('admin') then
    perform private.fail(403, 'forbidden', 'Only an admin can revoke somebody else''s invite.', 'code');
  end if;
  update public.invites i set revoked_at = coalesce(i.revoked_at, now()) where i.id = invite.id;
  return '{"revoked": true}';
end $$;

create function private.join_band(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  code text := private.asked_text(request, 'code', 100, 'Enter the invite code.');
  invite public.invites;
  band_name text;
  already boolean;
begin
  -- One attempt at a time, or a hundred at once would all be counted as the first.
  perform pg_advisory_xact_lock(hashtextextended('join_band ' || who, 0));
  if (select count(*) from sync.join_failures f where f.user_id = who and f.failed_at > now() - interval '1 hour') >= 20 then
    perform private.fail(429, 'too_many', 'Too many wrong codes. Try again in an hour.', 'code');
  end if;
  select i.* into invite from public.invites i
   where i.code_hash = private.code_hash(code) and i.revoked_at is null and i.expires_at > now();
  select b.name into band_name from public.bands b where b.id = invite.band_id and b.deleted_at is null;
  -- Codes serve many people for days. Whom somebody else took out of the band comes back only with a code made after that,
  -- not with the one that let them in.
  if exists (select from public.memberships m
              where m.band_id = invite.band_id and m.user_id = who and m.deleted_at >= invite.created_at
                and m.updated_by is distinct from who) then
    band_name := null;
  end if;
  if band_name is null then
    -- Raised, this would take the count of the attempt back. So the status is set and the error is the answer.
    insert into sync.join_failures (user_id) values (who);
    perform set_config('response.status', '404', true);
    return jsonb_build_object('code', 'PT404', 'message', 'This invite code is unknown, revoked or has expired. Ask for a new one.',
                              'hint', 'invite_unknown', 'details', 'code');
  end if;
  perform private.lock_scopes(array[invite.band_id, who]);
  already := private.rank_in(who, invite.band_id) > 0;
  if not already then
    insert into public.memberships (band_id, user_id, role) values (invite.band_id, who, invite.role)
    on conflict (band_id, user_id) do update set role = excluded.role, deleted_at = null;
  end if;
  return jsonb_build_object('id', invite.band_id, 'name', band_name, 'already', already);
end $$;

-- Locks the band and the person concerned, and returns the membership that a role action is about.
create function private.locked_membership(band uuid, person uuid) returns public.memberships language plpgsql as $$
declare
  membership public.memberships;
begin
  perform private.lock_scopes(array[band, person]);
  select m.* into membership from public.memberships m
   where m.band_id = band and m.user_id = person and m.deleted_at is null;
  return membership;
end $$;

create function private.refuse_without_owner(band uuid, except_for uuid) returns void language plpgsql as $$
begin
  if not exists (select from public.memberships m
                  where m.band_id = band and m.user_id <> except_for and m.role = 'owner' and m.deleted_at is null) then
    perform private.fail(403, 'forbidden', 'A band needs an owner. Make somebody else an owner first.', 'user');
  end if;
end $$;

create function private.set_role(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  band uuid := private.asked_uuid(request, 'band');
  person uuid := private.asked_uuid(request, 'user');
  new_role text := request ->> 'role';
  mine integer;
  membership public.memberships;
begin
  if private.rank(new_role) = 0 then
    perform private.fail(400, 'invalid_request', 'A role is owner, admin, member or viewer.', 'role');
  end if;
  membership := private.locked_membership(band, person);
  -- Asked under the lock: two owners who demote each other must not both succeed.
  perform private.asked_band(request, 'admin');
  mine := private.rank_in(who, band);
  if membership.id is null then
    perform private.fail(404, 'not_found', 'This person is not in the band.', 'user');
  elsif greatest(private.rank(membership.role), private.rank(new_role)) > mine then
    perform private.fail(403, 'forbidden', 'Only an owner can make or change an owner.', 'role');
  elsif membership.role = 'owner' and new_role <> 'owner' then
    perform private.refuse_without_owner(band, person);
  end if;
  update public.memberships m set role = new_role where m.id = membership.id;
  return jsonb_build_object('band', band, 'user', person, 'role', new_role);
end $$;

-- A tombstone in both logs, and a new channel that the person who went is not told of.
create function private.end_membership(band uuid, membership public.memberships) returns void language plpgsql as $$
begin
  if membership.role = 'owner' then perform private.refuse_without_owner(band, membership.user_id); end if;
  update public.memberships m set deleted_at = now() where m.id = membership.id;
  update sync.scopes s set topic_epoch = s.topic_epoch + 1 where s.id = band;
end $$;

create function private.remove_member(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  band uuid := private.asked_uuid(request, 'band');
  person uuid := private.asked_uuid(request, 'user');
  membership public.memberships;
begin
  membership := private.locked_membership(band, person);
  perform private.asked_band(request, 'admin');
  if membership.id is null then
    -- A repeat after a lost answer: they are gone, as asked.
    return jsonb_build_object('band', band, 'user', person);
  elsif private.rank(membership.role) > private.rank_in(who, band) then
    perform private.fail(403, 'forbidden', 'Only an owner can remove an owner.', 'user');
  end if;
  perform private.end_membership(band, membership);
  -- Nor with a code of their own making.
  update public.invites i set revoked_at = now()
   where i.band_id = band and i.created_by = person and i.revoked_at is null;
  return jsonb_build_object('band', band, 'user', person);
end $$;

create function private.leave_band(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  band uuid := private.asked_uuid(request, 'band');
  membership public.memberships;
begin
  membership := private.locked_membership(band, who);
  if membership.id is not null then perform private.end_membership(band, membership); end if;
  return jsonb_build_object('band', band);
end $$;

create function private.update_profile(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  new_name text;
  new_instruments text[];
begin
  if jsonb_typeof(request) is distinct from 'object' then
    perform private.fail(400, 'invalid_request', 'The request must be an object.', 'request');
  end if;
  if request ? 'name' then
    new_name := private.asked_text(request, 'name', 80, 'Your name needs 1 to 80 characters.');
  end if;
  if request ? 'avatar' and not private.is_avatar(nullif(request -> 'avatar', 'null')) then
    perform private.fail(400, 'invalid_request', 'The avatar takes a colour like #8844ff and a picture of up to 200 KB.', 'avatar');
  end if;
  if request ? 'instruments' then
    if jsonb_typeof(request -> 'instruments') = 'array' and private.fits('text[]', request -> 'instruments') then
      new_instruments := array(select btrim(i) from jsonb_array_elements_text(request -> 'instruments') i);
    end if;
    if not coalesce(private.are_words(new_instruments, 12, 40), false) then
      perform private.fail(400, 'invalid_request', 'Up to 12 instruments of 1 to 40 characters each.', 'instruments');
    end if;
  end if;
  -- The copies in every band change with it: all locks at once, in everybody's order.
  perform private.lock_scopes(array(select private.my_band_ids()) || who);
  update public.profiles p
     set name        = coalesce(new_name, p.name),
         avatar      = case when request ? 'avatar' then nullif(request -> 'avatar', 'null') else p.avatar end,
         instruments = coalesce(new_instruments, p.instruments)
   where p.id = who;
  return (select jsonb_build_object('id', p.id, 'name', p.name, 'avatar', p.avatar, 'instruments', p.instruments)
            from public.profiles p where p.id = who);
end $$;

-- The doors: thin, with the caller's rights.
do $$
declare
  action text;
begin
  foreach action in array array['create_band', 'create_invite', 'revoke_invite', 'join_band', 'set_role', 'remove_member',
                                'leave_band', 'update_profile'] loop
    execute format('create function public.%1$I(request jsonb) returns jsonb language sql set search_path = ''''
                      as $body$ select private.%1$I(request) $body$', action);
    execute format('revoke all on function public.%I(jsonb) from public, anon', action);
    execute format('grant execute on function private.%1$I(jsonb), public.%1$I(jsonb) to authenticated', action);
  end loop;
end $$;
