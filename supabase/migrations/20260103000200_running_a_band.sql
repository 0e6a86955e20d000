-- What the people who run a band need: another name for it, its end, and a look at the invites that are out.

-- A code is looked up in one way, whether to join or only to see what it is for: one attempt at a time, or a hundred at
-- once would all be counted as the first; and the wrong ones of an hour are counted together.
create function private.check_attempts(who uuid) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('join_band ' || who, 0));
  if (select count(*) from sync.join_failures f where f.user_id = who and f.failed_at > now() - interval '1 hour') >= 20 then
    perform private.fail(429, 'too_many', 'Too many wrong codes. Try again in an hour.', 'code');
  end if;
end $$;

-- The invite that a code still is for this person; null when it is none.
create function private.usable_invite(who uuid, code text) returns public.invites language plpgsql stable as $$
declare
  invite public.invites;
begin
  select i.* into invite
    from public.invites i join public.bands b on b.id = i.band_id and b.deleted_at is null
   where i.code_hash = private.code_hash(code) and i.revoked_at is null and i.expires_at > now()
     -- Codes serve many people for days. Whom somebody else took out of the band comes back only with a code made after
     -- that, not with the one that let them in.
     and not exists (select from public.memberships m
                      where m.band_id = i.band_id and m.user_id = who and m.deleted_at >= i.created_at
                        and m.updated_by is distinct from who);
  return invite;
end $$;

-- Raised, this would take the count of the attempt back. So the status is set and the error is the answer.
create function private.unknown_invite(who uuid) returns jsonb language plpgsql as $$
begin
  insert into sync.join_failures (user_id) values (who);
  perform set_config('response.status', '404', true);
  return jsonb_build_object('code', 'PT404', 'message', 'This invite code is unknown, revoked or has expired. Ask for a new one.',
                            'hint', 'invite_unknown', 'details', 'code');
end $$;

create or replace function private.join_band(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  code text := private.asked_text(request, 'code', 100, 'Enter the invite code.');
  invite public.invites;
  already boolean;
begin
  perform private.check_attempts(who);
  -- Looked at under the lock: whoever is being removed must not get back in with what was so a moment ago.
  perform private.lock_scopes(array(select i.band_id from public.invites i where i.code_hash = private.code_hash(code)) || who);
  invite := private.usable_invite(who, code);
  if invite.id is null then return private.unknown_invite(who); end if;
  already := private.rank_in(who, invite.band_id) > 0;
  if not already then
    insert into public.memberships (band_id, user_id, role) values (invite.band_id, who, invite.role)
    on conflict (band_id, user_id) do update set role = excluded.role, deleted_at = null;
  end if;
  return jsonb_build_object('id', invite.band_id, 'name', (select b.name from public.bands b where b.id = invite.band_id),
                            'already', already);
end $$;

/*
  preview_invite {code} -> {id, name, role, members, already, expires_at}
  What a code would do: which band, in which role, how many are in it, and whether the caller is one of them. For
  people with an account: without one there is nobody whose wrong codes could be counted.
*/
create function private.preview_invite(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  code text := private.asked_text(request, 'code', 100, 'Enter the invite code.');
  invite public.invites;
begin
  perform private.check_attempts(who);
  invite := private.usable_invite(who, code);
  if invite.id is null then return private.unknown_invite(who); end if;
  return jsonb_build_object(
    'id', invite.band_id, 'name', (select b.name from public.bands b where b.id = invite.band_id), 'role', invite.role,
    'members', (select count(*) from public.memberships m where m.band_id = invite.band_id and m.deleted_at is null),
    'already', private.rank_in(who, invite.band_id) > 0, 'expires_at', invite.expires_at);
end $$;

/*
  list_invites {band} -> {invites: [{id, role, created_by, created_at, expires_at}]}
  The invites that still let somebody in, newest first: an admin's list has all, a member's those of their own making.
  The codes are not in it: they were shown once, and are kept nowhere.
*/
create function private.list_invites(request jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  band uuid := private.asked_band(request, 'member');
  all_of_them boolean := private.rank_in(who, band) >= private.rank('admin');
begin
  return jsonb_build_object('invites', (
    select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'role', i.role, 'created_by', i.created_by,
                                                 'created_at', i.created_at, 'expires_at', i.expires_at)
                              order by i.created_at desc, i.id), '[]')
      from public.invites i
     where i.band_id = band and i.revoked_at is null and i.expires_at > now() and (all_of_them or i.created_by = who)));
end $$;

-- revoke_invite {code} or {id} -> {revoked}
create or replace function private.revoke_invite(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  invite public.invites;
begin
  if request ? 'id' then
    select i.* into invite from public.invites i where i.id = private.asked_uuid(request, 'id');
  else
    select i.* into invite from public.invites i
     where i.code_hash = private.code_hash(private.asked_text(request, 'code', 100, 'Which invite code?'));
  end if;
  if invite.id is null or private.rank_in(who, invite.band_id) < private.rank('member') then
    perform private.fail(404, 'invite_unknown', 'There is no such invite.', 'code');
  elsif invite.created_by is distinct from who and private.rank_in(who, invite.band_id) < private.rank('admin') then
    perform private.fail(403, 'forbidden', 'Only an admin can revoke somebody else''s invite.', 'code');
  end if;
  update public.invites i set revoked_at = coalesce(i.revoked_at, now()) where i.id = invite.id;
  return '{"revoked": true}';
end $$;

-- rename_band {band, name} -> {id, name}, by an admin
create function private.rename_band(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  band uuid := private.asked_uuid(request, 'band');
  new_name text := private.asked_text(request, 'name', 80, 'The band''s name needs 1 to 80 characters.');
begin
  perform private.lock_scopes(array[band]);
  perform private.asked_band(request, 'admin');
  update public.bands b set name = new_name where b.id = band;
  return jsonb_build_object('id', band, 'name', new_name);
end $$;

/*
  delete_band {band, name} -> {band}, by an owner who has typed the band's name
  At once nobody is in the band any more: every member's own log says so, and their devices forget it (work that they
  had not sent is set aside, as when somebody is removed). What the band had is out of everybody's reach from then on,
  and is erased with the tombstones by private.prune(), after 30 days.
*/
create function private.delete_band(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  band uuid := private.asked_uuid(request, 'band');
  typed text := private.asked_text(request, 'name', 80, 'Type the name of the band.');
begin
  perform private.lock_scopes(array(select m.user_id from public.memberships m where m.band_id = band and m.deleted_at is null)
                              || array[band, who]);
  if exists (select from public.bands b where b.id = band and b.deleted_at is not null and b.updated_by = who) then
    -- A repeat after a lost answer.
    return jsonb_build_object('band', band);
  end if;
  perform private.asked_band(request, 'owner');
  if typed is distinct from (select btrim(b.name) from public.bands b where b.id = band) then
    perform private.fail(400, 'invalid_request', 'This is not the name of the band. Type it exactly as it is written.', 'name');
  end if;
  update public.invites i set revoked_at = now() where i.band_id = band and i.revoked_at is null;
  update public.memberships m set deleted_at = now() where m.band_id = band and m.deleted_at is null;
  update public.bands b set deleted_at = now() where b.id = band;
  update sync.scopes s set topic_epoch = s.topic_epoch + 1 where s.id = band;
  return jsonb_build_object('band', band);
end $$;

do $$
declare
  action text;
begin
  foreach action in array array['preview_invite', 'list_invites', 'rename_band', 'delete_band'] loop
    execute format('create function public.%1$I(request jsonb) returns jsonb language sql set search_path = ''''
                      as $body$ select private.%1$I(request) $body$', action);
    execute format('revoke all on function public.%I(jsonb) from public, anon', action);
    execute format('grant execute on function private.%1$I(jsonb), public.%1$I(jsonb) to authenticated', action);
  end loop;
end $$;

-- ── What is left of a deleted band ──────────────────────────────────────────────────────────────────────────────────

-- Erases the bands that were deleted longer ago than that, with everything that was in them. Returns how many.
create function private.erase_bands(older_than interval) returns integer language plpgsql set search_path = '' as $$
declare
  band uuid;
  erased integer := 0;
begin
  for band in select b.id from public.bands b where b.deleted_at < now() - older_than order by b.id loop
    perform private.lock_scopes(array[band]);
    -- The log first: what is erased next would be logged for nobody.
    delete from sync.changes c where c.scope_id = band;
    delete from sync.scopes s where s.id = band;
    delete from public.bands b where b.id = band;
    erased := erased + 1;
  end loop;
  return erased;
end $$;

create or replace function private.log_change() returns trigger language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  origin text := current_setting('rockon.origin', true);
  client uuid := nullif(split_part(origin, ' ', 1), '')::uuid;
  mutation bigint := nullif(split_part(origin, ' ', 2), '')::bigint;
  body jsonb;
  op text;
  paths text[];
  scope uuid;
  at_seq bigint;
  at_topic integer;
begin
  if tg_op = 'DELETE' then
    body := to_jsonb(old) - 'path_versions';
    op := 'delete';
    paths := '{deleted_at}';
  else
    body := to_jsonb(new) - 'path_versions';
    if tg_op = 'INSERT' then
      op := 'insert';
      paths := array(select key from jsonb_each(body - private.system_columns()) where value <> 'null');
    else
      op := case when old.deleted_at is null and new.deleted_at is not null then 'delete'
                 when old.deleted_at is not null and new.deleted_at is null then 'restore'
                 else 'update' end;
      paths := array(select key from jsonb_each(new.path_versions) where (value ->> 0)::integer = new.version);
    end if;
  end if;

  for i in 0 .. tg_nargs - 1 loop
    scope := (body ->> tg_argv[i])::uuid;
    -- The row knows what others have committed, even what they committed while this statement waited for the lock; the
    -- log knows what this transaction has added.
    select greatest(s.seq, (select c.seq from sync.changes c where c.scope_id = scope order by c.seq desc limit 1)) + 1,
           s.topic_epoch
      into at_seq, at_topic from sync.scopes s where s.id = scope for no key update of s;
    if not found then
      -- A band that is being erased has no log any more, and nobody to tell.
      continue when tg_op = 'DELETE';
      insert into sync.scopes (id, kind) values (scope, left(tg_argv[i], -3)) returning 1, topic_epoch into at_seq, at_topic;
    end if;
    insert into sync.changes (scope_id, seq, table_name, record_id, op, version, row_after, paths, made_by, client, mutation, made_at)
    values (scope, at_seq, tg_table_name, (body ->> 'id')::uuid, op,
            (body ->> 'version')::integer + case when tg_op = 'DELETE' then 1 else 0 end,
            case when tg_op <> 'DELETE' then body end, paths, auth.uid(), client, mutation, now());
    insert into sync.announcements (scope_id, transaction, first_seq, topic_epoch)
    values (scope, pg_current_xact_id(), at_seq, at_topic) on conflict do nothing;
  end loop;
  return null;
end $$;

create or replace function private.prune(keep_for interval default '90 days', keep_changes bigint default 10000,
                              keep_deleted interval default '30 days')
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  place record;
  entity text;
  up_to bigint;
  gone uuid[];
  pruned bigint := 0;
  purged bigint := 0;
  touched bigint;
begin
  if keep_deleted > keep_for then
    raise exception 'Deleted records must not be kept longer than the log of their deletion.';
  end if;
  for place in select id from sync.scopes order by id loop
    -- The lock that writers take: a device that pulls sees the log before or after, never between.
    perform from sync.scopes s where s.id = place.id for no key update;
    select least(max(c.seq), (select s.seq - keep_changes from sync.scopes s where s.id = place.id)) into up_to
      from sync.changes c where c.scope_id = place.id and c.made_at < now() - keep_for;
    continue when up_to is null or up_to <= 0;
    delete from sync.changes c where c.scope_id = place.id and c.seq <= up_to;
    get diagnostics touched = row_count;
    pruned := pruned + touched;
    update sync.scopes s set oldest_seq = greatest(s.oldest_seq, up_to) where s.id = place.id;
  end loop;
  for entity in select e.name from sync.entities e where 'delete' = any (e.operations) order by e.name loop
    execute format('with purged as (delete from public.%I where deleted_at < now() - $1 returning id)
                    select coalesce(array_agg(id), ''{}'') from purged', entity) into gone using keep_deleted;
    update sync.changes c set row_after = null where c.table_name = entity and c.record_id = any (gone);
    purged := purged + cardinality(gone);
  end loop;
  purged := purged + private.erase_bands(keep_deleted);
  delete from sync.join_failures f where f.failed_at < now() - interval '1 day';
  return jsonb_build_object('changes', pruned, 'records', purged);
end $$;
