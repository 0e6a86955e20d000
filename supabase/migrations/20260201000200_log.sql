-- The change log: one totally ordered log per scope. A scope is a band, or a user (their memberships, profile and read
-- marks).
--
-- A transaction numbers its changes while it holds the lock on the scope's row, and keeps the lock until it commits. So log
-- order is commit order: once a device has read up to a number, no change appears below it. A cursor on a sequence or a
-- timestamp would miss a transaction that took its number first and committed last.

create table sync.scopes (
  id          uuid primary key,
  kind        text not null check (kind in ('band', 'user')),
  -- Number of the newest committed change. Set once per transaction, at its end (private.announce). Raising it with every
  -- change would leave 500 dead versions of this row after one push, and later reads would walk through them.
  seq         bigint not null default 0,
  -- Number of the newest pruned change: a device with an older cursor gets a snapshot.
  oldest_seq  bigint not null default 0,
  -- Identifies this log. A restored backup reuses numbers for other changes, so it gets a new epoch: private.new_log_epoch().
  epoch       text not null default private.random_name(),
  -- Part of the realtime channel's name. Rises when a member leaves, so that their old subscription receives nothing more.
  topic_epoch integer not null default 1
) with (fillfactor = 50);

create table sync.changes (
  scope_id   uuid not null,
  seq        bigint not null,
  table_name text not null,
  record_id  uuid not null,
  op         text not null check (op in ('insert', 'update', 'delete', 'restore')),
  version    integer not null,
  -- The whole row after the change, without path_versions; null once the record is purged.
  row_after  jsonb,
  paths      text[] not null,
  made_by    uuid,
  client     uuid,
  mutation   bigint,
  made_at    timestamptz not null,
  primary key (scope_id, seq)
);

-- Lets a record's history be read without scanning the band's log. Costs 2 of the 34 buffers that one mutation touches.
create index changes_record_idx on sync.changes (record_id, seq);

-- Scopes that the current transaction changed. private.announce deletes the row before the commit ends, so the table can be
-- unlogged: nothing in it has to survive a crash.
create unlogged table sync.announcements (
  scope_id    uuid not null,
  transaction xid8 not null,
  first_seq   bigint not null,
  topic_epoch integer not null,
  primary key (scope_id, transaction)
);

alter table sync.scopes        enable row level security;
alter table sync.changes       enable row level security;
alter table sync.announcements enable row level security;

-- json rather than jsonb: it is only sent, and building it takes a third of the time.
create function private.change_json(c sync.changes) returns json language sql stable as $$
  select json_build_object('seq', c.seq, 'table', c.table_name, 'id', c.record_id, 'op', c.op, 'version', c.version,
                            'row', c.row_after, 'paths', c.paths, 'by', c.made_by, 'client', c.client,
                           'mutation', c.mutation, 'at', c.made_at) $$;

-- The newest number in a scope's log, including uncommitted changes of this transaction. Call it under the scope's lock.
create function private.newest_seq(scope uuid) returns bigint language plpgsql as $$
begin
  return (select c.seq from sync.changes c where c.scope_id = scope order by c.seq desc limit 1);
end $$;

-- Locks several scopes, always in the order of their ids, so that two calls cannot deadlock.
create function private.lock_scopes(ids uuid[]) returns void language plpgsql as $$
begin
  perform from sync.scopes where id = any (ids) order by id for no key update;
end $$;

-- ── The triggers of every synced table ───────────────────────────────────────────────────────────────────────────────

-- Columns that only the server writes. deleted_at is not one of them: deleting is a change like any other.
create function private.system_columns() returns text[] language sql immutable as $$
  select array['id', 'version', 'created_by', 'created_at', 'updated_by', 'updated_at', 'updated_client', 'path_versions'] $$;

-- The paths that differ between two rows. A map column is compared item by item, and an item that both rows have is
-- compared property by property.
create function private.changed_paths(before jsonb, after jsonb, maps text[]) returns text[] language plpgsql immutable as $$
declare
  changed text[];
  map text;
begin
  select coalesce(array_agg(a.key), '{}') into changed
    from jsonb_each(after - private.system_columns() - maps) a
   where a.value is distinct from before -> a.key;
  foreach map in array maps loop
    continue when before -> map is not distinct from after -> map;
    select changed || coalesce(array_agg(coalesce(deeper.path, map || '/' || item)), '{}') into changed
      from (select coalesce(b.key, a.key) as item, b.value as was, a.value as is_now
              from jsonb_each(private.as_object(before -> map)) b
              full join jsonb_each(private.as_object(after -> map)) a on a.key = b.key
             where a.value is distinct from b.value) items
      left join lateral (
        select map || '/' || item || '/' || coalesce(b.key, a.key) as path
          from jsonb_each(private.as_object(was)) b
          full join jsonb_each(private.as_object(is_now)) a on a.key = b.key
         where jsonb_typeof(was) = 'object' and jsonb_typeof(is_now) = 'object' and a.value is distinct from b.value
      ) deeper on true;
  end loop;
  return changed;
end $$;

create function private.last_change_by_other(known jsonb, client uuid) returns jsonb language sql immutable as $$
  select case when known ->> 1 is distinct from client::text then known - 4 else known -> 4 end $$;

/*
  Trigger before every write of a synced row: sets version, author, time, device and `path_versions`.

  path_versions is {path: [version, client, by, at, other?]}: the last change of each path, and in `other` (same form) the
  last change by another device than `client`. From the two, the last change by anyone except a given device is known,
  whichever device that is. With the last change alone, a device's own edit hid what others had changed before it, and a
  form that had been open since then overwrote their change without a conflict.
  A path without an entry has not changed since the insert. The entry '' holds who created the record. Conflicts are
  decided by path_versions and not by the log, so they stay exact after the log is pruned.

  Trigger arguments: map columns; columns that never change.
*/
create function private.stamp() returns trigger language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
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
    -- A changed item replaces the entries of its properties, except entries that record another device's change.
    new.path_versions := new.path_versions - array(
      select known.key from jsonb_each(old.path_versions) known
       where private.last_change_by_other(known.value, client) is null
         and exists (select from unnest(changed) path where starts_with(known.key, path || '/')));
  end if;
  new.path_versions := new.path_versions || (
    select jsonb_object_agg(path, case when other is null then this else this || jsonb_build_array(other) end)
      from unnest(changed) path,
           jsonb_build_array(new.version, client, new.updated_by, new.updated_at) this,
           private.last_change_by_other(old.path_versions -> path, client) other);
  return new;
end $$;

create type private.log_entry as (
  record uuid, version integer, op text, paths text[], mutation bigint,
  -- The whole row after the change; for a purged row, the row before.
  body jsonb
);

/*
  Trigger after every statement on a synced table: appends its changes to the log of each scope that the rows belong to,
  in the order of their mutations. Runs for every writer, not only for sync_push.
  sync_push sets rockon.origin to "client mutation" for one mutation. For a batch it sets rockon.origin to "client" and
  rockon.batch to {record: mutation}.
  Trigger arguments: the scope columns. Transition tables: `was` and `now_is`.
*/
create function private.log_statement() returns trigger language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  origin text := current_setting('rockon.origin', true);
  client uuid := nullif(split_part(origin, ' ', 1), '')::uuid;
  mutation bigint := nullif(split_part(origin, ' ', 2), '')::bigint;
  batch jsonb := coalesce(nullif(current_setting('rockon.batch', true), ''), '{}')::jsonb;
  entries private.log_entry[];
  scope uuid;
  at_seq bigint;
  at_topic integer;
begin
  case tg_op
    when 'INSERT' then
      entries := array(
        select row(n.id, n.version, 'insert',
                   array(select jsonb_object_keys(jsonb_strip_nulls(n.body - private.system_columns()))),
                   coalesce((batch ->> n.id::text)::bigint, mutation), n.body)::private.log_entry
          from (select r.id, r.version, to_jsonb(r) - 'path_versions' as body from now_is r) n
         order by (batch ->> n.id::text)::bigint);
    when 'UPDATE' then
      entries := array(
        select row(n.id, n.version,
                   case when w.deleted_at is null and n.deleted_at is not null then 'delete'
                        when w.deleted_at is not null and n.deleted_at is null then 'restore'
                        else 'update' end,
                   array(select key from jsonb_each(n.path_versions) where (value ->> 0)::integer = n.version),
                   coalesce((batch ->> n.id::text)::bigint, mutation), to_jsonb(n) - 'path_versions')::private.log_entry
          from now_is n join was w on w.id = n.id and w.version <> n.version
         order by (batch ->> n.id::text)::bigint);
    else
      -- Purging a tombstone is not logged: devices already know of the deletion.
      entries := array(
        select row(w.id, w.version + 1, 'delete', '{deleted_at}'::text[], mutation, to_jsonb(w))::private.log_entry
          from was w where w.deleted_at is null);
  end case;
  if cardinality(entries) = 0 then return null; end if;

  for i in 0 .. tg_nargs - 1 loop
    for scope in select distinct (e.body ->> tg_argv[i])::uuid as s from unnest(entries) e order by s loop
      -- s.seq covers what others committed, even while this statement waited for the lock. The newest log entry covers what
      -- this transaction added.
      select greatest(s.seq, (select c.seq from sync.changes c where c.scope_id = scope order by c.seq desc limit 1)),
             s.topic_epoch
        into at_seq, at_topic from sync.scopes s where s.id = scope for no key update of s;
      if not found then
        -- A band that is being erased has no log any more, and no members to inform.
        continue when tg_op = 'DELETE';
        insert into sync.scopes (id, kind) values (scope, left(tg_argv[i], -3)) returning 0, topic_epoch into at_seq, at_topic;
      end if;
      insert into sync.changes (scope_id, seq, table_name, record_id, op, version, row_after, paths, made_by, client, mutation, made_at)
      select scope, at_seq + row_number() over (order by e.n), tg_table_name, e.record, e.op, e.version,
             case when tg_op <> 'DELETE' then e.body end, e.paths, auth.uid(), client, e.mutation, now()
        from unnest(entries) with ordinality e (record, version, op, paths, mutation, body, n)
       where (e.body ->> tg_argv[i])::uuid = scope;
      insert into sync.announcements (scope_id, transaction, first_seq, topic_epoch)
      values (scope, pg_current_xact_id(), at_seq + 1, at_topic) on conflict do nothing;
    end loop;
  end loop;
  return null;
end $$;

-- Row triggers do not see a truncate: the rows would stay on every device.
create function private.refuse_truncate() returns trigger language plpgsql as $$
begin
  raise exception 'Rows of % are synced to devices: delete them instead.', tg_table_name;
end $$;
