-- What a hosted project's database contains before the first migration, as far as migrations and clients can see it.
-- Runs as the superuser, after roles.sql and auth-schema.sql. Can run any number of times.

-- The database, and through pg_database_owner its public schema, belongs to postgres.
do $$ begin execute format('alter database %I owner to postgres', current_database()); end $$;
grant usage on schema public to anon, authenticated, service_role;
-- No default privileges for the API roles: hosted projects no longer grant access to new public tables, so a migration
-- without its GRANT has to fail here too.

create schema if not exists extensions;
grant usage on schema extensions to anon, authenticated, service_role;
grant all   on schema extensions to postgres, dashboard_user;
create extension if not exists pgcrypto    with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;

-- The history of migrations, where the Supabase CLI keeps it.
create schema if not exists supabase_migrations authorization postgres;
create table if not exists supabase_migrations.schema_migrations (
  version    text primary key,
  statements text[],
  name       text
);
alter table supabase_migrations.schema_migrations owner to postgres;

-- ── Realtime ────────────────────────────────────────────────────────────────────────────────────────────────────────
create schema if not exists realtime;
grant usage on schema realtime to anon, authenticated, service_role, realtime_local;
grant usage on schema realtime to postgres with grant option;
grant all   on schema realtime to supabase_realtime_admin with grant option;

create table if not exists realtime.messages (
  topic          text      not null,
  extension      text      not null,
  payload        jsonb,
  event          text,
  private        boolean   default false,
  updated_at     timestamp not null default now(),
  inserted_at    timestamp not null default now(),
  id             uuid      not null default gen_random_uuid(),
  binary_payload bytea,
  primary key (id, inserted_at),
  constraint messages_payload_exclusive check (payload is null or binary_payload is null)
) partition by range (inserted_at);
create index if not exists messages_inserted_at_topic_index on realtime.messages (inserted_at desc, topic)
  where extension = 'broadcast' and private is true;
alter table realtime.messages owner to supabase_realtime_admin;
alter table realtime.messages enable row level security;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;
grant all on realtime.messages to postgres, dashboard_user;
grant select, insert on realtime.messages to realtime_local;

create or replace function realtime.topic() returns text language sql stable as
$$ select nullif(current_setting('realtime.topic', true), '') $$;

-- Like hosted: adds an id to the payload if it has none, sets the topic for the policies, and never raises.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void language plpgsql as $$
declare
  message_id uuid := gen_random_uuid();
begin
  begin
    perform set_config('realtime.topic', topic, true);
    insert into realtime.messages (id, payload, event, topic, private, extension)
    values (message_id,
            case when payload ? 'id' then payload else jsonb_set(payload, '{id}', to_jsonb(message_id)) end,
            event, topic, private, 'broadcast');
  exception when others then
    raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
  end;
end $$;

create or replace function realtime.broadcast_changes(topic_name text, event_name text, operation text,
  table_name text, table_schema text, new record, old record, level text default 'ROW')
returns void language plpgsql as $$
begin
  if level = 'STATEMENT' then
    raise exception 'Failed to process the row: function can only be triggered for each row, not for each statement';
  elsif operation not in ('INSERT', 'UPDATE', 'DELETE') then
    raise exception 'Failed to process the row: Unexpected operation type: %', operation;
  end if;
  perform realtime.send(jsonb_build_object('operation', operation, 'schema', table_schema, 'table', table_name,
                                           'record', new, 'old_record', old), event_name, topic_name);
exception when others then
  raise exception 'Failed to process the row: %', sqlerrm;
end $$;
alter function realtime.topic() owner to supabase_realtime_admin;
alter function realtime.send(jsonb, text, text, boolean) owner to supabase_realtime_admin;
alter function realtime.broadcast_changes(text, text, text, text, text, record, record, text) owner to supabase_realtime_admin;

-- Local only. The hosted service creates a partition per day and drops old ones. Without today's, every message is lost.
-- The local Realtime calls this when it starts and once an hour.
create or replace function realtime.local_maintain_partitions() returns void
language plpgsql security definer set search_path = '' as $$
declare
  today date := (now() at time zone 'utc')::date;
  day date;
  old record;
begin
  -- Two stacks on one database, or a stack and a test, can start at the same time.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('realtime.local_maintain_partitions', 0));
  for day in select generate_series(today - 1, today + 3, interval '1 day')::date loop
    if to_regclass(format('realtime.%I', 'messages_' || to_char(day, 'YYYY_MM_DD'))) is null then
      execute format('create table realtime.%I partition of realtime.messages for values from (%L) to (%L)',
                     'messages_' || to_char(day, 'YYYY_MM_DD'), day, day + 1);
    end if;
  end loop;
  for old in
    select part.oid::regclass as name
      from pg_catalog.pg_inherits i
      join pg_catalog.pg_class part on part.oid = i.inhrelid
     where i.inhparent = 'realtime.messages'::regclass
       and to_date(right(part.relname, 10), 'YYYY_MM_DD') < today - 3
  loop
    execute format('drop table %s', old.name);
  end loop;
end $$;
revoke all on function realtime.local_maintain_partitions() from public;
grant execute on function realtime.local_maintain_partitions() to realtime_local;
select realtime.local_maintain_partitions();

-- Local only. The hosted service reads the write-ahead log; the local one listens. The note is sent at commit, in the
-- order of commits, and never for a message that was rolled back (the probes of join authorization). A small message is
-- in the note itself, line by line: fetching it afterwards would cost every delivery a round trip. A note holds 8,000 bytes.
create or replace function realtime.local_notify() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  note text := new.id::text;
  whole text := concat_ws(E'\n', new.id, new.topic, new.event, new.payload);
begin
  if new.private and new.binary_payload is null and new.event is not null and new.payload is not null
     and position(E'\n' in new.topic || new.event) = 0 and octet_length(whole) < 8000 then
    note := whole;
  end if;
  perform pg_catalog.pg_notify('realtime_messages', note);
  return null;
end $$;
revoke all on function realtime.local_notify() from public;
drop trigger if exists local_notify on realtime.messages;
create trigger local_notify after insert on realtime.messages
  for each row when (new.extension = 'broadcast') execute function realtime.local_notify();

-- ── What hosted projects refuse ─────────────────────────────────────────────────────────────────────────────────────
-- Local only: a migration that would fail on a hosted project has to fail here, before it is deployed.
create or replace function extensions.local_ddl_guard() returns event_trigger language plpgsql as $$
declare
  command record;
begin
  if current_user <> 'postgres' then return; end if;
  for command in select * from pg_event_trigger_ddl_commands() loop
    if coalesce(command.schema_name, '') in ('auth', 'realtime')
       and command.command_tag not in ('CREATE POLICY', 'ALTER POLICY', 'CREATE TRIGGER', 'COMMENT', 'GRANT', 'REVOKE') then
      raise exception 'hosted projects refuse % on %', command.command_tag, command.object_identity using errcode = '42501';
    end if;
  end loop;
end $$;
drop event trigger if exists local_ddl_guard;
create event trigger local_ddl_guard on ddl_command_end execute function extensions.local_ddl_guard();

-- ── What changes the API ────────────────────────────────────────────────────────────────────────────────────────────
-- Like hosted: after DDL the REST service reloads its schema cache, so that a new function can be called at once. Temporary
-- tables are ignored, because a function can create one in every call.
create or replace function extensions.pgrst_ddl_watch() returns event_trigger language plpgsql as $$
begin
  if exists (select from pg_event_trigger_ddl_commands() command
              where command.schema_name is distinct from 'pg_temp') then
    perform pg_catalog.pg_notify('pgrst', 'reload schema');
  end if;
end $$;
create or replace function extensions.pgrst_drop_watch() returns event_trigger language plpgsql as $$
begin
  if exists (select from pg_event_trigger_dropped_objects() dropped where not dropped.is_temporary) then
    perform pg_catalog.pg_notify('pgrst', 'reload schema');
  end if;
end $$;
drop event trigger if exists pgrst_ddl_watch;
create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_ddl_watch();
drop event trigger if exists pgrst_drop_watch;
create event trigger pgrst_drop_watch on sql_drop execute function extensions.pgrst_drop_watch();
