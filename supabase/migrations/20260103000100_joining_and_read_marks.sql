-- Two holes that a review found.

-- ── Joining while being removed ─────────────────────────────────────────────────────────────────────────────────────

create or replace function private.join_band(request jsonb) returns jsonb
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
  -- Looked at under the lock: whoever is being removed must not get back in with what was so a moment ago.
  perform private.lock_scopes(array(select i.band_id from public.invites i where i.code_hash = private.code_hash(code)) || who);
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
  already := private.rank_in(who, invite.band_id) > 0;
  if not already then
    insert into public.memberships (band_id, user_id, role) values (invite.band_id, who, invite.role)
    on conflict (band_id, user_id) do update set role = excluded.role, deleted_at = null;
  end if;
  return jsonb_build_object('id', invite.band_id, 'name', band_name, 'already', already);
end $$;

-- ── Read marks that cannot be taken ─────────────────────────────────────────────────────────────────────────────────

/*
  A mark's id is made of the person's and the record's, so that two devices that see a record at once make one row. It was
  made by mixing the bits of both. Band mates know both: they could take a mark's id first, after which its owner's mark was
  refused, and the refusal told who had read what. To check the mixed id would not do, because a record's id is anybody's
  to choose, to meet the id of somebody else's mark. A hash cannot be met.
*/

-- The id that two ids make; packages/domain/src/combined-id.ts makes the same.
create function private.combined_id(one uuid, other uuid) returns uuid language plpgsql immutable as $$
begin
  return encode(substr(sha256(uuid_send(one) || uuid_send(other)), 1, 16), 'hex')::uuid;
end $$;

-- How the two were mixed before. Mixing the result with one of them gives the other.
create function private.mixed_id(one uuid, other uuid) returns uuid language plpgsql immutable as $$
declare
  mixed bit(128) := ('x' || replace(one::text, '-', ''))::bit(128) # ('x' || replace(other::text, '-', ''))::bit(128);
begin
  return (lpad(to_hex(substring(mixed from 1 for 64)::bigint), 16, '0')
       || lpad(to_hex(substring(mixed from 65 for 64)::bigint), 16, '0'))::uuid;
end $$;

-- What was read stays read: every mark moves to its new id, and devices hear of it like of any other change.
do $$
begin
  perform private.lock_scopes(array(select distinct r.user_id from public.read_marks r));
  create temporary table marks on commit drop as
    select private.combined_id(r.user_id, r.record_id) as id, r.user_id, r.record_id, min(r.record_table) as record_table,
           max(r.seen_version) as seen_version, max(r.seen_at) as seen_at
      from public.read_marks r where r.deleted_at is null group by r.user_id, r.record_id;
  delete from public.read_marks r where r.id <> private.combined_id(r.user_id, r.record_id);
  insert into public.read_marks (id, user_id, record_table, record_id, seen_version, seen_at)
  select m.id, m.user_id, m.record_table, m.record_id, m.seen_version, m.seen_at from marks m on conflict (id) do nothing;
end $$;

alter table public.read_marks
  add constraint read_marks_record_id_check check (id = private.combined_id(user_id, record_id));
select sync.change_entity('read_marks', '{
  "record_table": "A read mark needs the name of a table.",
  "record_id":    "A read mark is for one record, and its id is made of that record''s and the person''s.",
  "seen_version": "The seen version is a whole number.",
  "seen_at":      "The time of reading is a point in time."
}');

-- The mark that a device means. One that was offline meanwhile, or still runs the app of before, says a mixed id; its
-- person must not be shown a refusal that they can do nothing about.
create function private.mark_of_today(who uuid, op text, mark uuid, set_values jsonb) returns uuid language plpgsql stable as $$
declare
  marked uuid := private.mixed_id(mark, who);
begin
  if op = 'insert' then
    return case when set_values -> 'record_id' = to_jsonb(marked) then private.combined_id(who, marked) else mark end;
  elsif not exists (select from public.read_marks r where r.id = mark and r.user_id = who) then
    return private.combined_id(who, marked);
  end if;
  return mark;
end $$;

create or replace function private.apply_mutation(who uuid, client uuid, ranks jsonb, m jsonb) returns jsonb language plpgsql as $$
declare
  wrong text := private.misshapen(m);
  op text := m ->> 'op';
  scope uuid;
  may integer;
  entity sync.entities;
  record uuid;
  result jsonb;
begin
  if wrong is not null then
    return private.rejected('invalid', format('The change is malformed at "%s".', wrong), wrong);
  end if;
  scope := m ->> 'scope';
  may := coalesce((ranks ->> scope::text)::integer, 0);
  if may = 0 then
    return private.rejected('forbidden', 'You are not a member of this band any more.', 'scope');
  end if;
  select * into entity from sync.entities e
   where e.name = m ->> 'table' and e.scope_columns[1] = case when scope = who then 'user_id' else 'band_id' end;
  if not found then
    return private.rejected('unknown_table', format('There is no table "%s" here.', left(m ->> 'table', 80)), 'table');
  end if;
  if op <> all (entity.operations) or may < private.rank(entity.least_role) then
    return private.rejected('forbidden', case when may < private.rank(entity.least_role)
                            then format('Your role in this band does not allow this (it takes %s).', entity.least_role)
                            else 'This cannot be changed from a device.' end, 'op', private.visible_row(entity, scope, (m ->> 'record')::uuid));
  end if;
  record := m ->> 'record';
  perform set_config('rockon.origin', client || ' ' || (m ->> 'id'), true);
  if entity.name = 'read_marks' then record := private.mark_of_today(who, op, record, private.as_object(m -> 'set')); end if;
  result := private.apply_to(entity, who, client, scope, record, op,
                             case when op = 'insert' then 0 else (m ->> 'base')::integer end,
                             private.as_object(m -> 'set'), private.as_object(m -> 'was'));
  -- The device asked for another record, which is no more: what it wanted to be known is known.
  if record <> (m ->> 'record')::uuid and result ->> 'status' = 'applied' then
    result := result || '{"row": null, "version": null, "seq": null}';
  end if;
  return result;
end $$;

create or replace function private.apply_to(entity sync.entities, who uuid, client uuid, scope uuid, record uuid, op text, base integer,
                                 set_values jsonb, was jsonb) returns jsonb language plpgsql as $$
declare
  before jsonb;
  draft jsonb;
  after jsonb;
  problem jsonb;
  unseen jsonb;
  path text;
  value jsonb;
  conflicts jsonb := '[]';
begin
  problem := private.problem_in(entity, set_values);
  if problem is not null then
    return private.rejected(problem ->> 'code', problem ->> 'message', problem ->> 'path', private.visible_row(entity, scope, record));
  end if;
  if op = 'insert' then
    draft := entity.defaults || set_values;
    for path, value in select * from jsonb_each(set_values) e where e.value = 'null' or strpos(e.key, '/') > 0 loop
      draft := private.with_path(draft - path, path, value, entity.defaults);
    end loop;
    draft := draft || jsonb_build_object('id', record, entity.scope_columns[1], scope);
    after := sync.write_row(entity.name, draft, true);
    if after is not null then return private.applied(scope, null, after, conflicts); end if;
  end if;

  before := sync.read_row(entity.name, record);
  -- Whether somebody else has a record like this is nobody's business.
  if entity.scope_columns[1] = 'user_id' and before ->> 'user_id' <> scope::text then before := null; end if;
  if before is null then
    if op = 'delete' then
      -- Purged long ago, after a device that was faster: what was asked for is so.
      return jsonb_build_object('status', 'applied', 'row', null, 'version', null, 'seq', null);
    end if;
    return private.rejected('not_found', 'This record does not exist any more.', 'record');
  end if;
  if before ->> entity.scope_columns[1] <> scope::text then
    return private.rejected('wrong_scope', 'This id is in use elsewhere. Make a new record instead.', 'record');
  end if;

  draft := before;
  if op = 'delete' then
    if before -> 'deleted_at' = 'null' then
      select e.value into unseen from jsonb_each(before -> 'path_versions') e
       where (e.value ->> 0)::integer > base and e.value ->> 1 is distinct from client::text
       order by (e.value ->> 0)::integer desc limit 1;
      if unseen is not null then
        conflicts := conflicts || private.keep_conflict(entity.name, before, who, client, 'deleted_at', null, to_jsonb(now()),
                                                        null, unseen ->> 2, unseen ->> 3, (unseen ->> 0)::integer);
      else
        draft := draft || jsonb_build_object('deleted_at', now());
      end if;
    end if;
  elsif op <> 'restore' and before -> 'deleted_at' <> 'null' then
    -- Nothing comes back by accident, and nothing that was typed is lost.
    if exists (select from jsonb_each(set_values) s where private.at_path(before, s.key) <> s.value) then
      unseen := coalesce(before -> 'path_versions' -> 'deleted_at', jsonb_build_array(before -> 'version', null, null, null));
      conflicts := conflicts || private.keep_conflict(entity.name, before, who, client, 'deleted_at', was, set_values,
                                                      before -> 'deleted_at', unseen ->> 2, unseen ->> 3, (unseen ->> 0)::integer);
    end if;
  else
    if op = 'restore' then draft := draft || '{"deleted_at": null}'; end if;
    for path, value in select * from jsonb_each(set_values) loop
      continue when private.at_path(before, path) = value;
      unseen := null;
      if cardinality(entity.last_write_wins) = 0 or path <> all (entity.last_write_wins) then
        unseen := coalesce(private.unseen_change(before, path, base, client, strpos(path, '/') > 0 or path = any (entity.maps)),
                           private.missing_item(before, draft, path, value, client));
      end if;
      if unseen is null then
        draft := private.with_path(draft, path, value, entity.defaults);
      else
        conflicts := conflicts || private.keep_conflict(entity.name, before, who, client, path, was -> path, value,
                                                        private.at_path(before, path), unseen ->> 2, unseen ->> 3, (unseen ->> 0)::integer);
      end if;
    end loop;
  end if;

  if draft <> before then
    after := sync.write_row(entity.name, draft, false);
  else
    after := before - 'path_versions';
  end if;
  return private.applied(scope, before, after, conflicts);
end $$;

-- ── A change says on which version it was made ──────────────────────────────────────────────────────────────────────

-- No app of ours ever left it out, so no outbox holds one; were there one, it would stay there refused, with its values.
create or replace function private.misshapen(m jsonb) returns text language sql immutable as $$
  select case
    when jsonb_typeof(m -> 'scope')  is distinct from 'string' or not private.is_uuid(m ->> 'scope')  then 'scope'
    when jsonb_typeof(m -> 'record') is distinct from 'string' or not private.is_uuid(m ->> 'record') then 'record'
    when jsonb_typeof(m -> 'table')  is distinct from 'string' then 'table'
    when m -> 'op' is null or m -> 'op' not in ('"insert"', '"update"', '"delete"', '"restore"') then 'op'
    -- Without the version that was seen, everybody's changes since would count as seen and be written over.
    when m ->> 'base' is null and m ->> 'op' <> 'insert' then 'base'
    when m ->> 'base' is not null and private.whole_number(m -> 'base', 0, 2147483647) is null then 'base'
    when coalesce(jsonb_typeof(m -> 'set'), 'null') not in ('object', 'null') then 'set'
    when coalesce(jsonb_typeof(m -> 'was'), 'null') not in ('object', 'null') then 'was'
  end $$;
