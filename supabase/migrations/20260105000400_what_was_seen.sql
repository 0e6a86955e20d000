-- After a backup was restored, versions are given a second time: a form that was opened before, or a change that waited on
-- a device, says "on version 5" and means another version 5. What others wrote since the restore then counts as seen and was
-- written over, without a question. But a change also says what was seen at each path. Where that is not what is there, and
-- no later change of the device itself explains it, the person cannot have seen what they would replace.

-- The newest change at a path, or around it, by another device, where what is there is not what the person saw although by
-- its version they saw it; in the form of unseen_change. Null where nothing is odd, or the device did not say what it saw.
create function private.never_seen(entity sync.entities, client uuid, base integer, before jsonb, path text, was jsonb)
returns jsonb language plpgsql immutable as $$
declare
  here jsonb := private.at_path(before, path);
  seen jsonb := was -> path;
  quiet text[];
  newest jsonb;
begin
  if seen is null or here = seen or path = any (entity.maps) then return null; end if;
  if jsonb_typeof(here) = 'object' and jsonb_typeof(seen) = 'object' then
    -- Where an item stands may change unseen.
    quiet := array(select split_part(name, '/', 3) from unnest(entity.last_write_wins) name
                    where starts_with(name, split_part(path, '/', 1) || '/*/'));
    if here - quiet = seen - quiet then return null; end if;
  end if;
  select e.value into newest from jsonb_each(before -> 'path_versions') e
   where e.key = path or starts_with(e.key, path || '/') or (e.key <> '' and starts_with(path, e.key || '/'))
   order by (e.value ->> 0)::integer desc limit 1;
  newest := coalesce(newest, before -> 'path_versions' -> '');
  return case when (newest ->> 0)::integer <= base and newest ->> 1 is distinct from client::text then newest end;
end $$;

-- What stands against setting one path, in the form of unseen_change; null where nothing does. A whole item meets what
-- others did to its properties, but not that they moved it: else taking out a song that was just dragged would ask.
create function private.asked_about(entity sync.entities, client uuid, base integer, before jsonb, draft jsonb, path text, value jsonb,
                                   was jsonb) returns jsonb language plpgsql immutable as $$
declare
  in_map boolean := strpos(path, '/') > 0 or path = any (entity.maps);
begin
  if private.is_last_write(entity, path) then return null; end if;
  if in_map and cardinality(entity.last_write_wins) > 0 then
    before := before || jsonb_build_object('path_versions',
      (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(before -> 'path_versions') e
        where e.key in ('', path) or (e.key <> '' and starts_with(path, e.key || '/'))
           or (starts_with(e.key, path || '/') and not private.is_last_write(entity, e.key))));
  end if;
  return coalesce(private.unseen_change(before, path, base, client, in_map),
                  private.never_seen(entity, client, base, before, path, was),
                  private.missing_item(before, draft, path, value, client));
end $$;

-- The row as a change makes it, where nothing stands against that and something changes; null where private.apply_to has
-- to look closer.
create function private.changed_row(entity sync.entities, client uuid, scope uuid, record uuid, op text, base integer,
                                    set_values jsonb, was jsonb) returns jsonb language plpgsql as $$
declare
  before jsonb := sync.read_row(entity.name, record);
  draft jsonb := before;
  deleted boolean := before -> 'deleted_at' <> 'null';
  path text;
  value jsonb;
begin
  if before is null or before ->> entity.scope_columns[1] <> scope::text then return null; end if;
  if op = 'delete' then
    if deleted or private.unseen_anywhere(before, base, client) is not null then return null; end if;
    return draft || jsonb_build_object('deleted_at', now());
  elsif op = 'restore' then
    draft := draft || '{"deleted_at": null}';
  elsif deleted then
    return null;
  end if;
  for path, value in select * from jsonb_each(set_values) loop
    continue when before -> path = value or private.at_path(before, path) = value;
    if private.asked_about(entity, client, base, before, draft, path, value, was) is not null then return null; end if;
    if value = 'null' or strpos(path, '/') > 0 then
      draft := private.with_path(draft, path, value, entity.defaults);
      set_values := set_values - path;
    end if;
  end loop;
  -- Plain values all at once: each on its own would copy the whole row.
  return nullif(draft || set_values, before);
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
    after := sync.write_row(entity.name, private.new_row(entity, scope, record, set_values), true);
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
      unseen := private.unseen_anywhere(before, base, client);
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
      unseen := private.asked_about(entity, client, base, before, draft, path, value, was);
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

create or replace function private.apply_in_runs(who uuid, client uuid, ranks jsonb, mutations jsonb, known jsonb)
returns jsonb[] language plpgsql as $$
declare
  m jsonb;
  kind text;
  record uuid;
  set_values jsonb;
  draft jsonb;
  result jsonb;
  results jsonb[] := '{}';
  admitted record;
  run_kind text;
  run_entity sync.entities;
  run_scope uuid;
  run_op text;
  run_records uuid[] := '{}';
  run_mutations bigint[] := '{}';
  run_drafts jsonb[] := '{}';
begin
  for m in select * from jsonb_array_elements(mutations) loop
    result := known -> (m ->> 'id');
    draft := null;
    -- A read mark may be meant for another record than it says.
    if result is null and private.misshapen(m) is null and m ->> 'table' <> 'read_marks' then
      record := m ->> 'record';
      kind := (m ->> 'op') || (m ->> 'scope') || (m ->> 'table');
      if cardinality(run_drafts) > 0 and (kind <> run_kind or record = any (run_records)) then
        results := results || private.write_run(run_entity.name, client, run_scope, run_op = 'insert', run_records, run_mutations, run_drafts);
        run_records := '{}'; run_mutations := '{}'; run_drafts := '{}';
      end if;
      if kind is distinct from run_kind then
        admitted := private.admitted(who, ranks, m);
        run_kind := case when admitted.refusal is null then kind end;
        run_entity := admitted.entity;
        run_scope := m ->> 'scope';
        run_op := m ->> 'op';
      end if;
      if run_kind is not null then
        set_values := private.as_object(m -> 'set');
        draft := case
          when private.problem_in(run_entity, set_values) is not null then null
          when run_op = 'insert' then private.new_row(run_entity, run_scope, record, set_values)
          else private.changed_row(run_entity, client, run_scope, record, run_op, (m ->> 'base')::integer, set_values,
                                   private.as_object(m -> 'was'))
        end;
      end if;
    end if;

    if draft is not null then
      run_records := run_records || record;
      run_mutations := run_mutations || (m ->> 'id')::bigint;
      run_drafts := run_drafts || draft;
      continue;
    end if;
    if cardinality(run_drafts) > 0 then
      results := results || private.write_run(run_entity.name, client, run_scope, run_op = 'insert', run_records, run_mutations, run_drafts);
      run_records := '{}'; run_mutations := '{}'; run_drafts := '{}';
    end if;
    results := results || coalesce(result, private.apply_mutation(who, client, ranks, m) || jsonb_build_object('id', m -> 'id'));
  end loop;
  if cardinality(run_drafts) > 0 then
    results := results || private.write_run(run_entity.name, client, run_scope, run_op = 'insert', run_records, run_mutations, run_drafts);
  end if;
  return results;
end $$;

drop function private.changed_row(sync.entities, uuid, uuid, uuid, text, integer, jsonb);
drop function private.asked_about(sync.entities, uuid, integer, jsonb, jsonb, text, jsonb);
