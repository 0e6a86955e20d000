-- The registry of synced tables. A migration creates a table with its own columns and constraints, and one call of
-- sync.register_entity makes it a synced entity.

create table sync.entities (
  name            text primary key,
  -- Each names a scope whose log gets the row's changes. Devices push to the first.
  scope_columns   text[] not null,
  -- The operations that devices may push.
  operations      text[] not null,
  least_role      text not null,
  -- Columns that devices may set: {column: {type, json, message}}. `json` is the only JSON type that the column takes, if
  -- that check is enough. The message tells a person which values are valid.
  columns         jsonb not null,
  maps            text[] not null,
  -- Paths where the last write wins without a conflict; items/*/order means this property of every item.
  last_write_wins text[] not null,
  -- Values of a new row for columns that the insert does not set.
  defaults        jsonb not null,
  -- Made by private.snapshot_statement.
  snapshot_page   text not null
-- Keeps the row uncompressed: it is read with every mutation, and each read would decompress all of it.
) with (toast_tuple_target = 8160);
alter table sync.entities enable row level security;

/*
  Makes a table in public a synced entity. Adds the columns that every synced table has, the index for snapshots, the
  triggers that stamp and log every write, row-level security with its read policy and grant, and the registry entry that
  sync_push, sync_pull and sync_snapshot use.

    entity          name of a table in public with `id uuid primary key` and its scope columns (band_id, user_id)
    scope_columns   devices push to the first
    writable        {column: "message for a person about valid values"}; shown for a wrong type, and for a violation of a
                    constraint named <table>_<column>_check
    operations      which of insert, update, delete, restore devices may push
    least_role      the lowest role in the band that may push; in a user's own scope only that user may
    maps            columns that hold {item id: {…}} and merge item by item
    last_write_wins paths where a newer write wins without a conflict
*/
create function sync.register_entity(
  entity          text,
  scope_columns   text[],
  writable        jsonb  default '{}',
  operations      text[] default '{}',
  least_role      text   default 'member',
  maps            text[] default '{}',
  last_write_wins text[] default '{}'
) returns void language plpgsql set search_path = '' as $$
declare
  scope_column text;
  readable text[] := '{}';
begin
  execute format('alter table public.%I
      add column version        integer not null default 1,
      add column created_by     uuid,
      add column created_at     timestamptz not null default now(),
      add column updated_by     uuid,
      add column updated_at     timestamptz not null default now(),
      add column updated_client uuid,
      add column deleted_at     timestamptz,
      add column path_versions  jsonb not null default ''{}''', entity);
  -- Leaves room on each page for a row's next version, so that an update touches no index.
  execute format('alter table public.%I set (fillfactor = 80)', entity);
  execute format('create trigger sync_stamp before insert or update on public.%I for each row execute function private.stamp(%L, %L)',
                 entity, maps, array['id'] || scope_columns);
  perform private.make_log_triggers(entity, scope_columns);
  execute format('create trigger sync_refuse_truncate before truncate on public.%I execute function private.refuse_truncate()', entity);

  foreach scope_column in array scope_columns loop
    execute format('create index %I on public.%I (%I, id)', entity || '_' || scope_column || '_idx', entity, scope_column);
    readable := readable || case scope_column
      when 'band_id' then 'band_id in (select private.my_band_ids())'
      when 'user_id' then 'user_id = (select auth.uid())'
    end;
  end loop;
  execute format('alter table public.%I enable row level security', entity);
  execute format('create policy "people read what is theirs" on public.%I for select to authenticated using (%s)',
                 entity, array_to_string(readable, ' or '));
  execute format('revoke all on public.%I from anon, authenticated', entity);
  execute format('grant select on public.%I to authenticated', entity);

  insert into sync.entities
  values (entity, scope_columns, operations, least_role, private.describe_columns(entity, writable), maps, last_write_wins,
          private.column_defaults(entity),
          private.snapshot_statement(entity));
  perform private.make_row_functions(entity);
  perform private.make_row_switch();
end $$;

-- Call this after a migration adds or drops columns of a synced table, or rewords their messages, with the complete new list.
-- Rows already in the log keep their old shape.
create function sync.change_entity(entity text, writable jsonb) returns void language plpgsql set search_path = '' as $$
begin
  update sync.entities e
     set columns = private.describe_columns(entity, writable),
         defaults = private.column_defaults(entity),
         snapshot_page = private.snapshot_statement(entity)
   where e.name = entity;
  perform private.make_row_functions(entity);
end $$;

create function private.make_log_triggers(entity text, scope_columns text[]) returns void
language plpgsql set search_path = '' as $$
declare
  calls text := format('for each statement execute function private.log_statement(%s)',
                       (select string_agg(quote_literal(c), ', ') from unnest(scope_columns) c));
begin
  execute format('drop trigger if exists sync_log_insert on public.%1$I;
                  drop trigger if exists sync_log_update on public.%1$I;
                  drop trigger if exists sync_log_delete on public.%1$I;
                  create trigger sync_log_insert after insert on public.%1$I referencing new table as now_is %2$s;
                  create trigger sync_log_update after update on public.%1$I referencing old table as was new table as now_is %2$s;
                  create trigger sync_log_delete after delete on public.%1$I referencing old table as was %2$s;',
                 entity, calls);
end $$;

-- Builds entities.columns from the table's column types and the messages.
create function private.describe_columns(entity text, writable jsonb) returns jsonb language plpgsql set search_path = '' as $$
declare
  described jsonb := '{}';
  one record;
begin
  for one in
    select w.key as name, w.value #>> '{}' as message, format_type(a.atttypid, null) as type
      from jsonb_each(writable) w
      left join pg_catalog.pg_attribute a
        on a.attrelid = format('public.%I', entity)::regclass and a.attname = w.key and a.attnum > 0 and not a.attisdropped
  loop
    if one.type is null
       or one.type not in ('text', 'integer', 'boolean', 'uuid', 'timestamp with time zone', 'text[]', 'jsonb') then
      raise exception 'The column %.% cannot be synced: %', entity, one.name, coalesce(one.type, 'there is none');
    end if;
    described := described || jsonb_build_object(one.name, jsonb_build_object(
      'type', one.type, 'message', one.message,
      'json', case one.type when 'text' then 'string' when 'boolean' then 'boolean' end));
  end loop;
  return described;
end $$;

create function private.column_defaults(entity text) returns jsonb language plpgsql set search_path = '' as $$
declare
  defaults jsonb := '{}';
  one record;
  value jsonb;
begin
  for one in
    select a.attname as name, pg_get_expr(d.adbin, d.adrelid) as expression
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = format('public.%I', entity)::regclass and a.attname <> all (private.system_columns())
  loop
    execute 'select to_jsonb(' || one.expression || ')' into value;
    defaults := defaults || jsonb_build_object(one.name, value);
  end loop;
  return defaults;
end $$;

-- The statement that reads one page of a scope's live rows, and whether there are more. $1 scope, $2 the last id of the page
-- before, $3 page size. It builds json rather than jsonb, which takes a third of the time for 10,000 rows.
create function private.snapshot_statement(entity text) returns text language sql stable set search_path = '' as $$
  -- sync_snapshot replaces %1$I with the scope column: a table can belong to bands and to users.
  select format('select coalesce(json_agg(numbered.page order by numbered.n) filter (where numbered.n <= $3), ''[]''), count(*) > $3 '
                'from (select page, row_number() over (order by page.id) as n from (select %s from public.%I '
                'where %%1$I = $1 and deleted_at is null and ($2 is null or id > $2) order by id limit $3 + 1) page) numbered',
                string_agg(quote_ident(attname), ', ' order by attnum), entity)
    from pg_catalog.pg_attribute
   where attrelid = format('public.%I', entity)::regclass and attnum > 0 and not attisdropped and attname <> 'path_versions' $$;

-- ── Functions that are made for each table ───────────────────────────────────────────────────────────────────────────

-- Creates sync.read_<table>, sync.write_<table> and sync.write_all_<table>. With a function per table, Postgres plans their
-- statements once per connection; dynamic SQL would be planned once per mutation, which costs as much as the rest of a push.
-- Only sync_push calls them, and they run with its rights.
create function private.make_row_functions(entity text) returns void language plpgsql set search_path = '' as $$
declare
  assignments text;
begin
  select string_agg(format('%1$I = draft.%1$I', attname), ', ') into assignments
    from pg_catalog.pg_attribute
   where attrelid = format('public.%I', entity)::regclass and attnum > 0 and not attisdropped
     and attname <> all (private.system_columns());
  execute format($make$
    create or replace function sync.%1$I(record uuid) returns jsonb language plpgsql as $body$
    declare
      body jsonb;
    begin
      select to_jsonb(t) into body from public.%4$I t where t.id = record;
      return body;
    end $body$;
    create or replace function sync.%2$I(body jsonb, is_new boolean) returns jsonb language plpgsql as $body$
    declare
      draft public.%4$I := jsonb_populate_record(null::public.%4$I, body);
      written public.%4$I;
    begin
      if is_new then
        insert into public.%4$I values (draft.*) on conflict do nothing returning * into written;
        if written.id is null then return null; end if;
      else
        update public.%4$I t set %5$s where t.id = draft.id returning t.* into written;
      end if;
      return to_jsonb(written) - 'path_versions';
    end $body$;
    create or replace function sync.%3$I(bodies jsonb, is_new boolean) returns bigint language plpgsql as $body$
    declare
      count bigint;
    begin
      if is_new then
        insert into public.%4$I
        select draft.* from jsonb_populate_recordset(null::public.%4$I, bodies) draft on conflict do nothing;
      else
        update public.%4$I t set %5$s
          from jsonb_populate_recordset(null::public.%4$I, bodies) draft where t.id = draft.id;
      end if;
      get diagnostics count = row_count;
      return count;
    end $body$;
  $make$, 'read_' || entity, 'write_' || entity, 'write_all_' || entity, entity, assignments);
end $$;

/*
  Creates the functions that call the right one by table name:

  sync.read_row(entity, record)            returns the row with path_versions, or null. Takes no lock: its callers hold the
                                           scope's lock, and without that nobody can commit a change of the row
  sync.write_row(entity, body, is_new)     writes one row and returns it without path_versions; null if the id of a new
                                           row is taken
  sync.write_rows(entity, bodies, is_new)  writes several rows and returns how many; skips new rows whose id is taken
*/
create function private.make_row_switch() returns void language plpgsql set search_path = '' as $$
declare
  reads text;
  writes text;
  writes_all text;
begin
  select string_agg(format('when %L then return sync.%I(record);', name, 'read_' || name), ' ' order by name),
         string_agg(format('when %L then return sync.%I(body, is_new);', name, 'write_' || name), ' ' order by name),
         string_agg(format('when %L then return sync.%I(bodies, is_new);', name, 'write_all_' || name), ' ' order by name)
    into reads, writes, writes_all from sync.entities;
  execute format($make$
    create or replace function sync.read_row(entity text, record uuid) returns jsonb language plpgsql as
    $body$ begin case entity %s end case; end $body$;
    create or replace function sync.write_row(entity text, body jsonb, is_new boolean) returns jsonb language plpgsql as
    $body$ begin case entity %s end case; end $body$;
    create or replace function sync.write_rows(entity text, bodies jsonb, is_new boolean) returns bigint language plpgsql as
    $body$ begin case entity %s end case; end $body$;
  $make$, reads, writes, writes_all);
end $$;
