-- Conflicts: how sync_push finds them, and where the later of two changes waits for a choice.

/*
  Two people, or two devices of one person, changed the same path without seeing each other's change. The record keeps the
  value that was committed first. The later value waits here, and every device of the band shows it, until someone chooses.

    path    a column, or items/<id>[/<property>] in a map column; mine, theirs and base are values of this path
            "deleted_at": one side deleted the record and the other changed it
              update of a deleted record: mine = every value it sets, base = the values its author saw,
                theirs = the time of the deletion
              deletion of a changed record: mine = the time of the deletion, base and theirs = null
    mine    the waiting value, by mine_by
    theirs  the committed value, by theirs_by in theirs_version

  To resolve a conflict, a device updates open and resolution; for "mine" and "merged" it also pushes the record. The first
  resolution counts for everyone.
*/
create table public.conflicts (
  id             uuid primary key default gen_random_uuid(),
  band_id        uuid not null references public.bands on delete cascade,
  record_table   text not null,
  record_id      uuid not null,
  path           text not null,
  base           jsonb,
  mine           jsonb,
  theirs         jsonb,
  mine_by        uuid,
  mine_at        timestamptz,
  theirs_by      uuid,
  theirs_at      timestamptz,
  theirs_version integer,
  open           boolean not null default true,
  resolution     text,
  resolved_by    uuid,
  resolved_at    timestamptz,
  constraint conflicts_resolution_check check (
    case when open then resolution is null
         else coalesce(resolution in ('mine', 'theirs', 'merged', 'dismissed'), false) end)
);

-- For private.record_conflict, which looks for a waiting value of the same path.
create index conflicts_open_idx on public.conflicts (record_id, path) where open;

-- Closes a conflict, or opens it again when its resolution is undone. Only the person who resolved it can open it again: a
-- person who chose second, and whose choice did not count, must not undo the first choice.
create function private.resolve_conflict() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if old.open then
    if not new.open then
      new.resolved_by := auth.uid();
      new.resolved_at := now();
    end if;
  elsif new.open and old.resolved_by = auth.uid() then
    new.resolution := null;
    new.resolved_by := null;
    new.resolved_at := null;
  else
    new.open := old.open;
    new.resolution := old.resolution;
  end if;
  return new;
end $$;
create trigger resolve_conflict before update on public.conflicts
  for each row execute function private.resolve_conflict();

select sync.register_entity('conflicts', '{band_id}',
  writable => '{
    "open":       "A conflict is open or not.",
    "resolution": "A closed conflict says how it was resolved: mine, theirs, merged or dismissed."
  }',
  operations      => '{update}',
  last_write_wins => '{open,resolution}');

-- ── What a change conflicts with ─────────────────────────────────────────────────────────────────────────────────────

-- The change that setting one path conflicts with, as [version, client, by, at], or null. Setting a whole item conflicts with
-- changes of its properties, except last-write-wins properties: otherwise removing a song that a band mate has just dragged
-- would conflict.
create function private.conflicting_change(entity sync.entities, client uuid, base integer, before jsonb, draft jsonb, path text, value jsonb,
                                   was jsonb) returns jsonb language plpgsql immutable as $$
declare
  in_map boolean := strpos(path, '/') > 0 or path = any (entity.maps);
begin
  if private.is_last_write_wins(entity, path) then return null; end if;
  if in_map and cardinality(entity.last_write_wins) > 0 then
    before := before || jsonb_build_object('path_versions',
      (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(before -> 'path_versions') e
        where e.key in ('', path) or (e.key <> '' and starts_with(path, e.key || '/'))
           or (starts_with(e.key, path || '/') and not private.is_last_write_wins(entity, e.key))));
  end if;
  return coalesce(private.unseen_change(before, path, base, client, in_map),
                  private.unseen_after_restore(entity, client, base, before, path, was),
                  private.item_removal(before, draft, path, value, client));
end $$;

create function private.is_last_write_wins(entity sync.entities, path text) returns boolean language plpgsql immutable as $$
declare
  parts text[];
begin
  if cardinality(entity.last_write_wins) = 0 then return false; end if;
  if path = any (entity.last_write_wins) then return true; end if;
  if strpos(path, '/') = 0 then return false; end if;
  parts := string_to_array(path, '/');
  return cardinality(parts) = 3 and parts[1] || '/*/' || parts[3] = any (entity.last_write_wins);
end $$;

/*
  The newest change by another device that the person had not seen, as [version, client, by, at], or null. It concerns the
  path, a path inside it, or one that contains it (`items/a` contains `items/a/note`).
  With base 0 nothing was seen, so the insert of the record counts too. That happens when two devices insert the same id, or
  when a device changes a record before its insert was answered.
*/
create function private.unseen_change(before jsonb, path text, base integer, client uuid, in_map boolean) returns jsonb
language plpgsql immutable as $$
declare
  known jsonb := before -> 'path_versions' -> path;
  unseen jsonb := private.unseen_at_path(known, base, client);
begin
  if in_map then
    select other into unseen
      from jsonb_each(before -> 'path_versions') e, private.unseen_at_path(e.value, base, client) other
     where e.key = path or starts_with(e.key, path || '/') or (e.key <> '' and starts_with(path, e.key || '/'))
     order by (other ->> 0)::integer desc nulls last limit 1;
  end if;
  if unseen is null and known is null and base = 0 then
    -- Records older than the entry '' do not say which device created them; at version 1 it is updated_client.
    known := coalesce(before -> 'path_versions' -> '',
                      jsonb_build_array(1, case when before -> 'version' = '1' then before ->> 'updated_client' end,
                                        before -> 'created_by', before -> 'created_at'));
    unseen := private.unseen_at_path(known, base, client);
  end if;
  return unseen;
end $$;

-- The last change by another device in one entry of path_versions, if it is newer than base; null otherwise.
create function private.unseen_at_path(known jsonb, base integer, client uuid) returns jsonb language plpgsql immutable as $$
begin
  known := private.last_change_by_other(known, client);
  return case when (known ->> 0)::integer > base then known end;
end $$;

-- The newest change anywhere in the record by another device that the person had not seen, or null.
create function private.unseen_in_record(before jsonb, base integer, client uuid) returns jsonb
language plpgsql immutable as $$
begin
  return (select other from jsonb_each(before -> 'path_versions') e, private.unseen_at_path(e.value, base, client) other
           where other is not null order by (other ->> 0)::integer desc limit 1);
end $$;

/*
  Finds a conflict that version numbers hide after a backup was restored. The restored server reuses version numbers: a
  change that was made on version 5 before the restore looks as if its author had seen the new version 5, and would
  overwrite it without a conflict. The change also says which values its author saw (`was`). If the value differs from `was`
  although base is current, and the device itself did not change it since, the author cannot have seen it.
  Returns the newest other change at the path, inside it or around it, as [version, client, by, at]. Returns null if the value
  is the one seen, or if the device did not send `was`.
*/
create function private.unseen_after_restore(entity sync.entities, client uuid, base integer, before jsonb, path text, was jsonb)
returns jsonb language plpgsql immutable as $$
declare
  current_value jsonb := private.at_path(before, path);
  seen_value jsonb := was -> path;
  ignored text[];
  newest jsonb;
begin
  if seen_value is null or current_value = seen_value or path = any (entity.maps) then return null; end if;
  if jsonb_typeof(current_value) = 'object' and jsonb_typeof(seen_value) = 'object' then
    -- Properties where the last write wins do not count.
    ignored := array(select split_part(name, '/', 3) from unnest(entity.last_write_wins) name
                    where starts_with(name, split_part(path, '/', 1) || '/*/'));
    if current_value - ignored = seen_value - ignored then return null; end if;
  end if;
  select e.value into newest from jsonb_each(before -> 'path_versions') e
   where e.key = path or starts_with(e.key, path || '/') or (e.key <> '' and starts_with(path, e.key || '/'))
   order by (e.value ->> 0)::integer desc limit 1;
  newest := coalesce(newest, before -> 'path_versions' -> '');
  return case when (newest ->> 0)::integer <= base and newest ->> 1 is distinct from client::text then newest end;
end $$;

-- A property of a missing item cannot be set. Returns the change that removed the item, as [version, client, by, at], or null
-- if this device removed it. It need not be an unseen change: a restored backup can lack whole items.
create function private.item_removal(before jsonb, draft jsonb, path text, value jsonb, client uuid) returns jsonb
language plpgsql immutable as $$
declare
  parts text[] := string_to_array(path, '/');
  known jsonb;
begin
  if coalesce(cardinality(parts), 0) <> 3 or value = 'null' or jsonb_typeof(draft #> parts[1:2]) = 'object' then return null; end if;
  known := coalesce(before -> 'path_versions' -> (parts[1] || '/' || parts[2]), jsonb_build_array(before -> 'version', null, null, null));
  return case when known ->> 1 is distinct from client::text then known end;
end $$;

-- ── The waiting value ────────────────────────────────────────────────────────────────────────────────────────────────

-- Stores a value that could not be committed, and returns {id, path} of its conflict. It replaces an earlier waiting value of
-- the same person, device and path only if it was based on that value or on the same base. When every later value replaced
-- the waiting one, a person who had continued from the committed text lost the words of their waiting text.
create function private.record_conflict(entity_name text, record jsonb, who uuid, client uuid, path text, base jsonb,
                                                 mine jsonb, theirs jsonb, theirs_by text, theirs_at text,
                                                 theirs_version integer) returns jsonb
language plpgsql as $$
declare
  kept uuid;
  origin text := current_setting('rockon.origin', true);
begin
  -- Logged for the device but without the mutation's id: a device takes the log entry with that id for its own record.
  perform set_config('rockon.origin', client::text, true);
  update public.conflicts set mine = record_conflict.mine, mine_at = now()
   where id = (
     select c.id from public.conflicts c
      where c.record_id = (record ->> 'id')::uuid and c.path = record_conflict.path and c.open
        and c.record_table = entity_name and c.mine_by = who and c.updated_client = client
        -- An SQL null and a JSON null both mean that no value was seen.
        and coalesce(record_conflict.base, 'null') in (coalesce(c.mine, 'null'), coalesce(c.base, 'null'))
      -- Of several waiting values always the same one. Values of one call have the same mine_at, hence the other keys.
      order by coalesce(record_conflict.base, 'null') = coalesce(c.mine, 'null') desc, c.mine_at desc, c.theirs_version desc,
               c.mine::text, c.base::text
      limit 1)
  returning id into kept;
  if kept is null then
    insert into public.conflicts (band_id, record_table, record_id, path, base, mine, theirs, mine_by, mine_at,
                                  theirs_by, theirs_at, theirs_version)
    values ((record ->> 'band_id')::uuid, entity_name, (record ->> 'id')::uuid, path, base, mine, theirs, who, now(),
            theirs_by::uuid, theirs_at::timestamptz, theirs_version)
    returning id into kept;
  end if;
  perform set_config('rockon.origin', origin, true);
  return jsonb_build_object('id', kept, 'path', path);
end $$;
