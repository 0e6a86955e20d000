-- Two changes that met: how that is found out, and where the later one waits.

/*
  Two people (or two devices of one person) changed the same path without knowing of each other. The record keeps what
  was committed first; the later value waits here, on every device of the band, until somebody chooses.

    path    a column, or items/<id>[/<prop>] in a map column: mine, theirs and base are its values
            "deleted_at": one side deleted what the other changed.
              An update met a deleted record: mine = everything it wanted to set, base = what was seen there,
                theirs = when it was deleted.
              A deletion met a changed record: mine = when it was to be deleted, base and theirs = null.
    mine    by mine_by, the person whose change waits; theirs by theirs_by, whose change was committed as theirs_version
  Resolving is an update of open and resolution; for "mine" and "merged" the device also pushes the record. Whoever
  resolves first has resolved it for all.
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

-- A device that edits the same path again while its first value still waits replaces its own waiting value.
create index conflicts_open_idx on public.conflicts (record_id, path) where open;

-- Undo of a choice between two versions: the question is open again. Only whoever settled it can open it, so that whoever
-- settles first has settled it for all: somebody who chose later, and whose choice did not count, cannot take it back.
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

-- ── What stands against a change ─────────────────────────────────────────────────────────────────────────────────────

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

create function private.is_last_write(entity sync.entities, path text) returns boolean language plpgsql immutable as $$
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
  The newest change by another device, at the path or around it (`items/a` is around `items/a/note`), that the person had
  not seen: [version, client, by, at]. On version 0 nothing had been seen, and what the record was made with counts as well:
  a new record met one that another device had made with the same id, or it is changed before the answer to it came.
*/
create function private.unseen_change(before jsonb, path text, base integer, client uuid, in_map boolean) returns jsonb
language plpgsql immutable as $$
declare
  known jsonb := before -> 'path_versions' -> path;
  unseen jsonb := private.unseen_in(known, base, client);
begin
  if in_map then
    select other into unseen
      from jsonb_each(before -> 'path_versions') e, private.unseen_in(e.value, base, client) other
     where e.key = path or starts_with(e.key, path || '/') or (e.key <> '' and starts_with(path, e.key || '/'))
     order by (other ->> 0)::integer desc nulls last limit 1;
  end if;
  if unseen is null and known is null and base = 0 then
    -- A record from before this was remembered: its first version, at least, has its device.
    known := coalesce(before -> 'path_versions' -> '',
                      jsonb_build_array(1, case when before -> 'version' = '1' then before ->> 'updated_client' end,
                                        before -> 'created_by', before -> 'created_at'));
    unseen := private.unseen_in(known, base, client);
  end if;
  return unseen;
end $$;

-- The newest change at one path by another device, where the person had not seen it.
create function private.unseen_in(known jsonb, base integer, client uuid) returns jsonb language plpgsql immutable as $$
begin
  known := private.last_by_another(known, client);
  return case when (known ->> 0)::integer > base then known end;
end $$;

-- The newest change of anything of the record by another device that the person had not seen.
create function private.unseen_anywhere(before jsonb, base integer, client uuid) returns jsonb
language plpgsql immutable as $$
begin
  return (select other from jsonb_each(before -> 'path_versions') e, private.unseen_in(e.value, base, client) other
           where other is not null order by (other ->> 0)::integer desc limit 1);
end $$;

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

-- A property of an item that is not there cannot be set: what took the item away, in the form of unseen_change, unless
-- the device itself did. Not always a change that the person had not seen: a restored backup has lost whole items.
create function private.missing_item(before jsonb, draft jsonb, path text, value jsonb, client uuid) returns jsonb
language plpgsql immutable as $$
declare
  parts text[] := string_to_array(path, '/');
  known jsonb;
begin
  if coalesce(cardinality(parts), 0) <> 3 or value = 'null' or jsonb_typeof(draft #> parts[1:2]) = 'object' then return null; end if;
  known := coalesce(before -> 'path_versions' -> (parts[1] || '/' || parts[2]), jsonb_build_array(before -> 'version', null, null, null));
  return case when known ->> 1 is distinct from client::text then known end;
end $$;

-- ── What waits ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- A value that waits in an open conflict was replaced by the next one of the same device, whatever that was written on.
-- Who goes on from what the record holds (the other's text) has not seen their own waiting text any more: replacing it
-- lost its words. Now only a value that was written on the waiting one, or on the same start, takes its place.
create function private.keep_conflict(entity_name text, record jsonb, who uuid, client uuid, path text, base jsonb,
                                                 mine jsonb, theirs jsonb, theirs_by text, theirs_at text,
                                                 theirs_version integer) returns jsonb
language plpgsql as $$
declare
  kept uuid;
  origin text := current_setting('rockon.origin', true);
begin
  -- Logged as the device's doing but not as its mutation: the echo of a mutation is the change of its own record.
  perform set_config('rockon.origin', client::text, true);
  update public.conflicts set mine = keep_conflict.mine, mine_at = now()
   where id = (
     select c.id from public.conflicts c
      where c.record_id = (record ->> 'id')::uuid and c.path = keep_conflict.path and c.open
        and c.record_table = entity_name and c.mine_by = who and c.updated_client = client
        -- An SQL null and a JSON null both say that nothing was seen.
        and coalesce(keep_conflict.base, 'null') in (coalesce(c.mine, 'null'), coalesce(c.base, 'null'))
      -- One of them, where several wait, and of one call always the same one: there all have one time.
      order by coalesce(keep_conflict.base, 'null') = coalesce(c.mine, 'null') desc, c.mine_at desc, c.theirs_version desc,
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
