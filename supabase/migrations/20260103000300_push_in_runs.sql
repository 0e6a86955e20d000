-- A push handles mutations in runs. A statement that writes one row costs many times what the row costs: the table's
-- constraints are read and compiled anew for every statement, and a song has fifteen of them. So neighbouring mutations
-- that need no question (new records of one table, or changes of different records of one table that meet nobody's) are
-- decided one by one, as ever, and written together. Everything else still goes alone, and in its order.

-- ── The log, once per statement ─────────────────────────────────────────────────────────────────────────────────────

create type private.log_entry as (
  record uuid, version integer, op text, paths text[], mutation bigint,
  -- The whole row, or the row that was, of a deletion.
  body jsonb
);

/*
  After a statement, by whoever and however: entries in the log of every scope that its rows belong to, in the order of
  the mutations that they come from. The origin is "client mutation" while one mutation is handled, and "client" with
  rockon.run as {record: mutation} while several are.
  Arguments: the scope columns. Rows before and after: `was` and `now_is`.
*/
create function private.log_statement() returns trigger language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  origin text := current_setting('rockon.origin', true);
  client uuid := nullif(split_part(origin, ' ', 1), '')::uuid;
  mutation bigint := nullif(split_part(origin, ' ', 2), '')::bigint;
  run jsonb := coalesce(nullif(current_setting('rockon.run', true), ''), '{}')::jsonb;
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
                   coalesce((run ->> n.id::text)::bigint, mutation), n.body)::private.log_entry
          from (select r.id, r.version, to_jsonb(r) - 'path_versions' as body from now_is r) n
         order by (run ->> n.id::text)::bigint);
    when 'UPDATE' then
      entries := array(
        select row(n.id, n.version,
                   case when w.deleted_at is null and n.deleted_at is not null then 'delete'
                        when w.deleted_at is not null and n.deleted_at is null then 'restore'
                        else 'update' end,
                   array(select key from jsonb_each(n.path_versions) where (value ->> 0)::integer = n.version),
                   coalesce((run ->> n.id::text)::bigint, mutation), to_jsonb(n) - 'path_versions')::private.log_entry
          from now_is n join was w on w.id = n.id and w.version <> n.version
         order by (run ->> n.id::text)::bigint);
    else
      -- The purge of a tombstone tells nobody anything new.
      entries := array(
        select row(w.id, w.version + 1, 'delete', '{deleted_at}'::text[], mutation, to_jsonb(w))::private.log_entry
          from was w where w.deleted_at is null);
  end case;
  if cardinality(entries) = 0 then return null; end if;

  for i in 0 .. tg_nargs - 1 loop
    for scope in select distinct (e.body ->> tg_argv[i])::uuid as s from unnest(entries) e order by s loop
      -- The row knows what others have committed, even what they committed while this statement waited for the lock; the
      -- log knows what this transaction has added.
      select greatest(s.seq, (select c.seq from sync.changes c where c.scope_id = scope order by c.seq desc limit 1)),
             s.topic_epoch
        into at_seq, at_topic from sync.scopes s where s.id = scope for no key update of s;
      if not found then
        -- A band that is being erased has no log any more, and nobody to tell.
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

create or replace function sync.register_entity(
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
  -- Room for the next version of a row on its own page: then a change of a song touches no index.
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

-- ── Writing several rows ────────────────────────────────────────────────────────────────────────────────────────────

-- As before, and a third function per table, which writes a list of rows in one statement and returns how many it wrote.
create or replace function private.make_row_functions(entity text) returns void language plpgsql set search_path = '' as $$
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
  sync.read_row(entity, record)            the row with its bookkeeping; null where there is none. It needs no lock of its
                                           own: the caller holds the scope's, without which nobody commits a change of it
  sync.write_row(entity, body, is_new)     writes and returns the row as it travels; null where a new row's id is taken
  sync.write_rows(entity, bodies, is_new)  writes several rows at once and returns how many; new ones whose id is taken
                                           are left out
*/
create or replace function private.make_row_switch() returns void language plpgsql set search_path = '' as $$
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

do $$
begin
  perform private.make_log_triggers(e.name, e.scope_columns), private.make_row_functions(e.name) from sync.entities e;
  perform private.make_row_switch();
end $$;
drop function private.log_change();

-- ── Deciding ────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Asked several times for every mutation, and a regular expression takes five times as long.
create or replace function private.is_uuid(value text) returns boolean language sql immutable as $$
  select coalesce(value like '________-____-____-____-____________' and length(replace(value, '-', '')) = 32
                  and translate(value, '-0123456789abcdefABCDEF', '') = '', false) $$;

-- The newest change of anything of the record by another device that the person had not seen.
create function private.unseen_anywhere(before jsonb, base integer, client uuid) returns jsonb language plpgsql immutable as $$
begin
  return (select e.value from jsonb_each(before -> 'path_versions') e
           where (e.value ->> 0)::integer > base and e.value ->> 1 is distinct from client::text
           order by (e.value ->> 0)::integer desc limit 1);
end $$;

-- What stands against setting one path, in the form of unseen_change; null where nothing does.
create function private.asked_about(entity sync.entities, client uuid, base integer, before jsonb, draft jsonb, path text, value jsonb)
returns jsonb language plpgsql immutable as $$
begin
  if path = any (entity.last_write_wins) then return null; end if;
  return coalesce(private.unseen_change(before, path, base, client, strpos(path, '/') > 0 or path = any (entity.maps)),
                  private.missing_item(before, draft, path, value, client));
end $$;

-- A new row: the defaults, and what was set.
create function private.new_row(entity sync.entities, scope uuid, record uuid, set_values jsonb) returns jsonb
language plpgsql immutable as $$
declare
  draft jsonb := entity.defaults || set_values || jsonb_build_object('id', record, entity.scope_columns[1], scope);
  path text;
  value jsonb;
begin
  for path, value in select * from jsonb_each(set_values) e where e.value = 'null' or strpos(e.key, '/') > 0 loop
    draft := private.with_path(draft - path, path, value, entity.defaults);
  end loop;
  return draft;
end $$;

-- The row as a change makes it, where nothing stands against that and something changes; null where private.apply_to has
-- to look closer.
create function private.changed_row(entity sync.entities, client uuid, scope uuid, record uuid, op text, base integer,
                                    set_values jsonb) returns jsonb language plpgsql as $$
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
    if private.asked_about(entity, client, base, before, draft, path, value) is not null then return null; end if;
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
      unseen := private.asked_about(entity, client, base, before, draft, path, value);
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

-- ── One mutation, and runs of them ──────────────────────────────────────────────────────────────────────────────────

-- What keeps a mutation from being looked at: its shape, its scope, its table, the caller's role; as a refusal. The
-- registered table, when nothing does.
create function private.admitted(who uuid, ranks jsonb, m jsonb, out entity sync.entities, out refusal jsonb)
language plpgsql stable as $$
declare
  wrong text := private.misshapen(m);
  scope uuid;
  may integer;
begin
  if wrong is not null then
    refusal := private.rejected('invalid', format('The change is malformed at "%s".', wrong), wrong);
    return;
  end if;
  scope := m ->> 'scope';
  may := coalesce((ranks ->> scope::text)::integer, 0);
  if may = 0 then
    refusal := private.rejected('forbidden', 'You are not a member of this band any more.', 'scope');
    return;
  end if;
  select * into entity from sync.entities e
   where e.name = m ->> 'table' and e.scope_columns[1] = case when scope = who then 'user_id' else 'band_id' end;
  if not found then
    refusal := private.rejected('unknown_table', format('There is no table "%s" here.', left(m ->> 'table', 80)), 'table');
  elsif m ->> 'op' <> all (entity.operations) or may < private.rank(entity.least_role) then
    refusal := private.rejected('forbidden', private.may_not(entity.least_role, may), 'op',
                                private.visible_row(entity, scope, (m ->> 'record')::uuid));
  end if;
end $$;

create function private.may_not(least_role text, may integer) returns text language sql immutable as $$
  select case
    when may >= private.rank(least_role) then 'This cannot be changed from a device.'
    when least_role = 'member' then 'Viewers cannot change this band''s book. Ask an owner or admin to make you a member.'
    else format('Only an %s of the band can change this.', least_role)
  end $$;

create or replace function private.apply_mutation(who uuid, client uuid, ranks jsonb, m jsonb) returns jsonb language plpgsql as $$
declare
  admitted record := private.admitted(who, ranks, m);
  op text := m ->> 'op';
  record uuid;
  result jsonb;
begin
  if admitted.refusal is not null then return admitted.refusal; end if;
  record := m ->> 'record';
  perform set_config('rockon.origin', client || ' ' || (m ->> 'id'), true);
  if m ->> 'table' = 'read_marks' then record := private.mark_of_today(who, op, record, private.as_object(m -> 'set')); end if;
  result := private.apply_to(admitted.entity, who, client, (m ->> 'scope')::uuid, record, op,
                             case when op = 'insert' then 0 else (m ->> 'base')::integer end,
                             private.as_object(m -> 'set'), private.as_object(m -> 'was'));
  -- The device asked for another record, which is no more: what it wanted to be known is known.
  if record <> (m ->> 'record')::uuid and result ->> 'status' = 'applied' then
    result := result || '{"row": null, "version": null, "seq": null}';
  end if;
  return result;
end $$;

create function private.no_longer_whole() returns void language plpgsql as $$
begin
  -- An id that was free when the call began has been taken in another band, or the id is of a record that is there.
  raise exception using errcode = '23505', message = 'A run of new records met one that exists.';
end $$;

/*
  Writes a run, and returns the results in its order. `drafts` are whole rows of one table and scope, `records` their ids,
  no two the same; `mutations` the ids of the mutations that made them.
*/
create function private.write_run(entity text, client uuid, scope uuid, is_new boolean, records uuid[], mutations bigint[],
                                  drafts jsonb[]) returns jsonb[] language plpgsql as $$
declare
  seq_before bigint := coalesce(private.newest_seq(scope), 0);
begin
  perform set_config('rockon.origin', client::text, true),
          set_config('rockon.run', jsonb_object(records::text[], mutations::text[])::text, true);
  if sync.write_rows(entity, to_jsonb(drafts), is_new) < cardinality(drafts) then perform private.no_longer_whole(); end if;
  perform set_config('rockon.run', '', true);
  return array(
    select jsonb_build_object('id', run.mutation, 'status', 'applied', 'row', run.body, 'version', run.body -> 'version', 'seq', run.seq)
      from (select one.mutation, one.n, c.seq,
                   -- Equal after all, once its values were of their types: nothing was logged.
                   case when c.seq is null then sync.read_row(entity, one.record) - 'path_versions' else c.row_after end as body
              from unnest(records, mutations) with ordinality one (record, mutation, n)
              left join sync.changes c on c.scope_id = scope and c.seq > seq_before and c.record_id = one.record
                                      and c.table_name = entity) run
     order by run.n);
end $$;

/*
  Applies the mutations in order; an element of `known` is a stored result that is returned instead. A mutation that the
  tables refuse raises.
  A run goes on while table, scope and operation stay the same, no record comes twice, and every mutation comes to "applied"
  with a change. What it holds is not written yet, so whatever does not belong to it has it written first.
*/
create function private.apply_in_runs(who uuid, client uuid, ranks jsonb, mutations jsonb, known jsonb)
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
          else private.changed_row(run_entity, client, run_scope, record, run_op, (m ->> 'base')::integer, set_values)
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

-- The same, each in a subtransaction, so that a refusal of the tables undoes only itself. Subtransactions are not free (each
-- one that writes takes a transaction id, and beyond 64 every other session pays too), so it is done after a call was tried
-- without.
create function private.apply_one_by_one(who uuid, client uuid, ranks jsonb, mutations jsonb, known jsonb)
returns jsonb[] language plpgsql as $$
declare
  m jsonb;
  result jsonb;
  results jsonb[] := '{}';
  state text;
  constraint_name text;
  column_name text;
begin
  for m in select * from jsonb_array_elements(mutations) loop
    result := known -> (m ->> 'id');
    if result is null then
      begin
        result := private.apply_mutation(who, client, ranks, m);
      exception when data_exception or integrity_constraint_violation or program_limit_exceeded then
        get stacked diagnostics state = returned_sqlstate, constraint_name = constraint_name, column_name = column_name;
        result := private.refusal(m, state, constraint_name, column_name);
      end;
      result := result || jsonb_build_object('id', m -> 'id');
    end if;
    results := results || result;
  end loop;
  return results;
end $$;
drop function private.apply_all(uuid, uuid, jsonb, jsonb, jsonb, boolean);

create or replace function private.sync_push(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  mutations jsonb := request -> 'mutations';
  client uuid;
  last_id bigint;
  scopes uuid[];
  ranks jsonb;
  known jsonb;
  results jsonb[];
begin
  perform private.check_push(request);
  client := private.asked_uuid(request, 'client');
  last_id := private.lock_client(who, client);
  known := private.known_results(client, last_id, mutations);

  select array_agg(distinct lower(m ->> 'scope')::uuid) into scopes
    from jsonb_array_elements(mutations) m
   where jsonb_typeof(m -> 'scope') = 'string' and private.is_uuid(m ->> 'scope');
  scopes := array(select s from unnest(scopes) s where private.rank_in(who, s) > 0);
  perform private.lock_scopes(scopes);
  -- Asked again under the lock: whoever removes a member holds it too.
  select coalesce(jsonb_object_agg(s, private.rank_in(who, s)), '{}') into ranks from unnest(scopes) s;

  begin
    results := private.apply_in_runs(who, client, ranks, mutations, known);
  exception when data_exception or integrity_constraint_violation or program_limit_exceeded then
    results := private.apply_one_by_one(who, client, ranks, mutations, known);
  end;
  perform set_config('rockon.origin', '', true);

  insert into sync.results (client_id, mutation_id, hash, result)
  select client, (sent.m ->> 'id')::bigint, private.content_hash(sent.m), sent.result
    from unnest(array(select e.m from jsonb_array_elements(mutations) with ordinality e (m, n) order by e.n), results) sent (m, result)
   where (sent.m ->> 'id')::bigint > last_id;
  delete from sync.results where client_id = client and mutation_id <= (request ->> 'acked')::bigint;
  update sync.clients
     set last_mutation = greatest(last_id, (mutations -> -1 ->> 'id')::bigint), seen_at = now()
   where id = client;
  -- The epochs tell an answer that a restore of the server has overtaken: its rows are of another log.
  return jsonb_build_object('protocol', 1, 'user', who, 'results', to_jsonb(results), 'epochs',
    (select coalesce(jsonb_object_agg(s.id, s.epoch), '{}') from sync.scopes s where s.id = any (scopes)));
end $$;
