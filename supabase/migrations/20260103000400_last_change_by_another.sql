-- What a person had not seen, also behind their own device's last change.
--
-- `path_versions` held the last change of each path. Where that was the device's own, what others had changed before it
-- was forgotten, and a form that had been open since before all of that could write over it unasked. Now an entry is
-- [version, client, by, at] and, where there is one, the last change by another device than `client` in the same form. From
-- the two the last change by anybody else than a given device can be told, whichever device that is.

create function private.last_by_another(known jsonb, client uuid) returns jsonb language sql immutable as $$
  select case when known ->> 1 is distinct from client::text then known - 4 else known -> 4 end $$;

create or replace function private.stamp() returns trigger language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  client uuid := nullif(split_part(current_setting('rockon.origin', true), ' ', 1), '')::uuid;
  maps text[] := tg_argv[0];
  fixed text;
  before jsonb;
  after jsonb;
  changed text[];
begin
  new.updated_by := auth.uid();
  new.updated_at := now();
  new.updated_client := client;
  if tg_op = 'INSERT' then
    new.version := 1;
    new.created_by := new.updated_by;
    new.created_at := new.updated_at;
    -- Under no path at all: who made the record, from which device.
    new.path_versions := jsonb_build_object('', jsonb_build_array(1, client, new.created_by, new.created_at));
    return new;
  end if;

  before := to_jsonb(old);
  after := to_jsonb(new);
  foreach fixed in array tg_argv[1]::text[] loop
    if before -> fixed is distinct from after -> fixed then
      raise exception 'The column % of % never changes.', fixed, tg_table_name using errcode = '23514';
    end if;
  end loop;
  changed := private.changed_paths(before, after, maps);
  new.created_by := old.created_by;
  new.created_at := old.created_at;
  if cardinality(changed) = 0 then
    new.version := old.version;
    new.updated_by := old.updated_by;
    new.updated_at := old.updated_at;
    new.updated_client := old.updated_client;
    new.path_versions := old.path_versions;
    return new;
  end if;
  new.version := old.version + 1;
  new.path_versions := old.path_versions;
  if cardinality(maps) > 0 then
    -- A change of a whole item says more than what was known of its properties, but for what other devices did to them.
    new.path_versions := new.path_versions - array(
      select known.key from jsonb_each(old.path_versions) known
       where private.last_by_another(known.value, client) is null
         and exists (select from unnest(changed) path where starts_with(known.key, path || '/')));
  end if;
  new.path_versions := new.path_versions || (
    select jsonb_object_agg(path, case when other is null then this else this || jsonb_build_array(other) end)
      from unnest(changed) path,
           jsonb_build_array(new.version, client, new.updated_by, new.updated_at) this,
           private.last_by_another(old.path_versions -> path, client) other);
  return new;
end $$;

-- The newest change at one path by another device, where the person had not seen it.
create function private.unseen_in(known jsonb, base integer, client uuid) returns jsonb language plpgsql immutable as $$
begin
  known := private.last_by_another(known, client);
  return case when (known ->> 0)::integer > base then known end;
end $$;

/*
  The newest change by another device, at the path or around it (`items/a` is around `items/a/note`), that the person had
  not seen: [version, client, by, at]. On version 0 nothing had been seen, and what the record was made with counts as well:
  a new record met one that another device had made with the same id, or it is changed before the answer to it came.
*/
create or replace function private.unseen_change(before jsonb, path text, base integer, client uuid, in_map boolean) returns jsonb
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

-- The newest change of anything of the record by another device that the person had not seen.
create or replace function private.unseen_anywhere(before jsonb, base integer, client uuid) returns jsonb
language plpgsql immutable as $$
begin
  return (select other from jsonb_each(before -> 'path_versions') e, private.unseen_in(e.value, base, client) other
           where other is not null order by (other ->> 0)::integer desc limit 1);
end $$;
