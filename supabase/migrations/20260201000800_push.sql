-- sync_push: a device sends its mutations. Reads from the call down to one row.

-- Devices. sync_push locks the device's row, so that two pushes of one device run one after the other.
create table sync.clients (
  id            uuid primary key,
  user_id       uuid not null references auth.users on delete cascade,
  -- The ids of a device's mutations rise: a mutation with this id or a lower one is a retry.
  last_mutation bigint not null default 0,
  seen_at       timestamptz not null default now()
);
create index clients_user_id_idx on sync.clients (user_id);

-- The result of every mutation, until the device acknowledges it. Written in the same transaction as the mutation's effect,
-- so that a mutation that is sent several times takes effect once.
create table sync.results (
  client_id   uuid not null references sync.clients on delete cascade,
  mutation_id bigint not null,
  -- Hash of the mutation. The same id with other content comes from a copied browser profile.
  hash        bytea not null,
  result      jsonb not null,
  primary key (client_id, mutation_id)
);

alter table sync.clients enable row level security;
alter table sync.results enable row level security;

-- ── One call ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/*
  sync_push {protocol: 1, client, acked, mutations: [{id, scope, table, record, op, base?, set?, was?}]}
    -> {protocol, user, results: [{id, status, row, version, seq, conflict?, error?}], epochs: {scope: epoch}}
  Applies at most 500 mutations in order. `status` is applied, conflict or rejected; one rejected mutation does not stop the
  others. The device has every result up to the mutation `acked`; those are deleted.
*/
create function private.sync_push(request jsonb) returns jsonb
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
  client := private.required_uuid(request, 'client');
  last_id := private.lock_client(who, client);
  known := private.known_results(client, last_id, mutations);

  select array_agg(distinct lower(m ->> 'scope')::uuid) into scopes
    from jsonb_array_elements(mutations) m
   where jsonb_typeof(m -> 'scope') = 'string' and private.is_uuid(m ->> 'scope');
  scopes := array(select s from unnest(scopes) s where private.rank_in(who, s) > 0);
  perform private.lock_scopes(scopes);
  -- Read again under the lock, which removing a member also takes.
  select coalesce(jsonb_object_agg(s, private.rank_in(who, s)), '{}') into ranks from unnest(scopes) s;

  begin
    results := private.apply_batched(who, client, ranks, mutations, known);
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
  -- The device drops an answer whose epoch is not the log's current one: the server was restored meanwhile.
  return jsonb_build_object('protocol', 1, 'user', who, 'results', to_jsonb(results), 'epochs',
    (select coalesce(jsonb_object_agg(s.id, s.epoch), '{}') from sync.scopes s where s.id = any (scopes)));
end $$;

create function public.sync_push(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.sync_push(request) $$;
revoke all on function public.sync_push(jsonb) from public, anon;
grant execute on function private.sync_push(jsonb), public.sync_push(jsonb) to authenticated;

-- Rejects a call that is malformed or too large.
create function private.check_push(request jsonb) returns void language plpgsql immutable as $$
declare
  ids bigint[];
begin
  perform private.check_protocol(request);
  if jsonb_typeof(request -> 'mutations') is distinct from 'array' then
    perform private.fail(400, 'invalid_request', '"mutations" must be a list.', 'mutations');
  end if;
  if jsonb_array_length(request -> 'mutations') > 500 then
    perform private.fail(413, 'too_large', 'At most 500 changes can be sent at once.', 'mutations');
  end if;
  if octet_length(request::text) > 1000000 then
    perform private.fail(413, 'too_large', 'At most 1 MB of changes can be sent at once.', 'mutations');
  end if;
  if private.json_integer(request -> 'acked', 0, 9007199254740991) is null then
    perform private.fail(400, 'invalid_request', '"acked" must be a whole number.', 'acked');
  end if;
  select array_agg(private.json_integer(m -> 'id', 1, 9007199254740991) order by n) into ids
    from jsonb_array_elements(request -> 'mutations') with ordinality elements (m, n);
  for i in 1 .. coalesce(cardinality(ids), 0) loop
    if ids[i] is null or ids[i] <= ids[i - 1] then
      perform private.fail(400, 'invalid_request', 'The ids of the changes must be rising whole numbers.', format('mutations/%s/id', i - 1));
    end if;
  end loop;
end $$;

create function private.raise_client_fork() returns void language plpgsql as $$
begin
  perform private.fail(409, 'client_fork', 'Another copy of this device has sent changes. This one gets a new device id and sends again.', 'client');
end $$;

-- Locks the device's row, which its first push creates, and returns the id of its newest handled mutation.
create function private.lock_client(who uuid, client uuid) returns bigint language plpgsql as $$
declare
  owner uuid;
  last_id bigint;
begin
  insert into sync.clients (id, user_id) values (client, who) on conflict (id) do nothing;
  select c.user_id, c.last_mutation into owner, last_id from sync.clients c where c.id = client for no key update;
  -- The device id belongs to another user: a browser profile was copied. The client recovers with a new device id.
  if owner <> who then perform private.raise_client_fork(); end if;
  return last_id;
end $$;

-- {mutation id: stored result} of the mutations that were handled before.
create function private.known_results(client uuid, last_id bigint, mutations jsonb) returns jsonb language plpgsql stable as $$
declare
  known jsonb;
  repeats integer;
begin
  select count(*) into repeats from jsonb_array_elements(mutations) m where (m ->> 'id')::bigint <= last_id;
  if repeats = 0 then return '{}'; end if;
  select coalesce(jsonb_object_agg(m ->> 'id', r.result), '{}') into known
    from jsonb_array_elements(mutations) m
    join sync.results r on r.client_id = client and r.mutation_id = (m ->> 'id')::bigint
   where (m ->> 'id')::bigint <= last_id and r.hash = private.content_hash(m);
  if (select count(*) from jsonb_object_keys(known)) < repeats then perform private.raise_client_fork(); end if;
  return known;
end $$;

create function private.content_hash(mutation jsonb) returns bytea language sql immutable as
$$ select sha256(convert_to(mutation::text, 'UTF8')) $$;

-- ── Batches ──────────────────────────────────────────────────────────────────────────────────────────────────────────
-- A statement that writes one row costs many times what the row costs, because Postgres reads and compiles the table's
-- constraints for every statement, and songs have fifteen. So a push decides mutations one by one but writes neighbors
-- together: inserts into one table, or changes of different records of one table, as long as they have no conflict. Every
-- other mutation is written alone, in its order.

/*
  Applies mutations in order and returns their results. `known` holds the stored results of retried mutations. Raises if a
  constraint rejects a mutation; then sync_push calls private.apply_one_by_one.
  A batch continues while table, scope and operation stay the same, no record occurs twice, and every mutation changes its
  record without a conflict. The rows of a batch are not written yet, so it is written before any other mutation.
*/
create function private.apply_batched(who uuid, client uuid, ranks jsonb, mutations jsonb, known jsonb)
returns jsonb[] language plpgsql as $$
declare
  m jsonb;
  kind text;
  record uuid;
  set_values jsonb;
  draft jsonb;
  result jsonb;
  results jsonb[] := '{}';
  checked record;
  batch_kind text;
  batch_entity sync.entities;
  batch_scope uuid;
  batch_op text;
  batch_records uuid[] := '{}';
  batch_mutations bigint[] := '{}';
  batch_drafts jsonb[] := '{}';
begin
  for m in select * from jsonb_array_elements(mutations) loop
    result := known -> (m ->> 'id');
    draft := null;
    -- Read marks go alone: their record id may be an old one (private.current_read_mark_id).
    if result is null and private.malformed_field(m) is null and m ->> 'table' <> 'read_marks' then
      record := m ->> 'record';
      kind := (m ->> 'op') || (m ->> 'scope') || (m ->> 'table');
      if cardinality(batch_drafts) > 0 and (kind <> batch_kind or record = any (batch_records)) then
        results := results || private.write_batch(batch_entity.name, client, batch_scope, batch_op = 'insert', batch_records, batch_mutations, batch_drafts);
        batch_records := '{}'; batch_mutations := '{}'; batch_drafts := '{}';
      end if;
      if kind is distinct from batch_kind then
        checked := private.check_mutation(who, ranks, m);
        batch_kind := case when checked.rejection is null then kind end;
        batch_entity := checked.entity;
        batch_scope := m ->> 'scope';
        batch_op := m ->> 'op';
      end if;
      if batch_kind is not null then
        set_values := private.as_object(m -> 'set');
        draft := case
          when private.validate_values(batch_entity, set_values) is not null then null
          when batch_op = 'insert' then private.new_row(batch_entity, batch_scope, record, set_values)
          else private.changed_row(batch_entity, client, batch_scope, record, batch_op, (m ->> 'base')::integer, set_values,
                                   private.as_object(m -> 'was'))
        end;
      end if;
    end if;

    if draft is not null then
      batch_records := batch_records || record;
      batch_mutations := batch_mutations || (m ->> 'id')::bigint;
      batch_drafts := batch_drafts || draft;
      continue;
    end if;
    if cardinality(batch_drafts) > 0 then
      results := results || private.write_batch(batch_entity.name, client, batch_scope, batch_op = 'insert', batch_records, batch_mutations, batch_drafts);
      batch_records := '{}'; batch_mutations := '{}'; batch_drafts := '{}';
    end if;
    results := results || coalesce(result, private.apply_mutation(who, client, ranks, m) || jsonb_build_object('id', m -> 'id'));
  end loop;
  if cardinality(batch_drafts) > 0 then
    results := results || private.write_batch(batch_entity.name, client, batch_scope, batch_op = 'insert', batch_records, batch_mutations, batch_drafts);
  end if;
  return results;
end $$;

/*
  Writes a batch and returns the results in its order. `drafts` are whole rows of one table and scope, `records` their ids
  without duplicates, `mutations` the ids of their mutations.
*/
create function private.write_batch(entity text, client uuid, scope uuid, is_new boolean, records uuid[], mutations bigint[],
                                    drafts jsonb[]) returns jsonb[] language plpgsql as $$
declare
  seq_before bigint := coalesce(private.newest_seq(scope), 0);
begin
  perform set_config('rockon.origin', client::text, true),
          set_config('rockon.batch', jsonb_object(records::text[], mutations::text[])::text, true);
  if sync.write_rows(entity, to_jsonb(drafts), is_new) < cardinality(drafts) then perform private.raise_batch_failed(); end if;
  perform set_config('rockon.batch', '', true);
  return array(
    select jsonb_build_object('id', batch.mutation, 'status', 'applied', 'row', batch.body, 'version', batch.body -> 'version', 'seq', batch.seq)
      from (select one.mutation, one.n, c.seq,
                   -- Not logged: once cast to the column types, the values equal those of the row.
                   case when c.seq is null then sync.read_row(entity, one.record) - 'path_versions' else c.row_after end as body
              from unnest(records, mutations) with ordinality one (record, mutation, n)
              left join sync.changes c on c.scope_id = scope and c.seq > seq_before and c.record_id = one.record
                                      and c.table_name = entity) batch
     order by batch.n);
end $$;

create function private.raise_batch_failed() returns void language plpgsql as $$
begin
  -- The id of a new record exists already, perhaps since this call began.
  raise exception using errcode = '23505', message = 'A new record in a batch has an id that is taken.';
end $$;

-- Like private.apply_batched, but with a subtransaction for each mutation, so that a constraint violation undoes only that
-- mutation. Runs only after apply_batched failed, because subtransactions cost: each takes a transaction id, and with more
-- than 64 of them in one transaction every other session slows down.
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
        result := private.constraint_rejection(m, state, constraint_name, column_name);
      end;
      result := result || jsonb_build_object('id', m -> 'id');
    end if;
    results := results || result;
  end loop;
  return results;
end $$;

-- The rejection for a constraint violation, with the message from the registry.
create function private.constraint_rejection(m jsonb, state text, constraint_name text, column_name text) returns jsonb
language plpgsql as $$
declare
  field text;
  message text;
begin
  if state = '23505' then
    return private.rejected_result('wrong_scope', 'This id is already in use. Create a new record instead.', 'record');
  end if;
  select c.key, c.value ->> 'message' into field, message
    from sync.entities e, jsonb_each(e.columns) c
   where e.name = m ->> 'table' and (c.key = nullif(column_name, '') or constraint_name = format('%s_%s_check', e.name, c.key));
  return private.rejected_result('invalid', coalesce(message, 'This change cannot be stored.'), field);
end $$;

-- ── One mutation ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- Checks and applies one mutation. `ranks` holds the caller's rank in every scope of the call.
create function private.apply_mutation(who uuid, client uuid, ranks jsonb, m jsonb) returns jsonb language plpgsql as $$
declare
  checked record := private.check_mutation(who, ranks, m);
  op text := m ->> 'op';
  record uuid;
  result jsonb;
begin
  if checked.rejection is not null then return checked.rejection; end if;
  record := m ->> 'record';
  perform set_config('rockon.origin', client || ' ' || (m ->> 'id'), true);
  if m ->> 'table' = 'read_marks' then record := private.current_read_mark_id(who, op, record, private.as_object(m -> 'set')); end if;
  result := private.apply_to(checked.entity, who, client, (m ->> 'scope')::uuid, record, op,
                             case when op = 'insert' then 0 else (m ->> 'base')::integer end,
                             private.as_object(m -> 'set'), private.as_object(m -> 'was'));
  -- The mark was written under its new id. The device knows no such record, so its answer has no row.
  if record <> (m ->> 'record')::uuid and result ->> 'status' = 'applied' then
    result := result || '{"row": null, "version": null, "seq": null}';
  end if;
  return result;
end $$;

-- The field of a mutation that has the wrong type, or null.
create function private.malformed_field(m jsonb) returns text language sql immutable as $$
  select case
    when jsonb_typeof(m -> 'scope')  is distinct from 'string' or not private.is_uuid(m ->> 'scope')  then 'scope'
    when jsonb_typeof(m -> 'record') is distinct from 'string' or not private.is_uuid(m ->> 'record') then 'record'
    when jsonb_typeof(m -> 'table')  is distinct from 'string' then 'table'
    when m -> 'op' is null or m -> 'op' not in ('"insert"', '"update"', '"delete"', '"restore"') then 'op'
    -- Without a base version every change by others would count as seen and be overwritten.
    when m ->> 'base' is null and m ->> 'op' <> 'insert' then 'base'
    when m ->> 'base' is not null and private.json_integer(m -> 'base', 0, 2147483647) is null then 'base'
    when coalesce(jsonb_typeof(m -> 'set'), 'null') not in ('object', 'null') then 'set'
    when coalesce(jsonb_typeof(m -> 'was'), 'null') not in ('object', 'null') then 'was'
  end $$;

-- Checks a mutation's fields, scope, table and operation, and the caller's role. Returns the registered table, or the
-- rejection.
create function private.check_mutation(who uuid, ranks jsonb, m jsonb, out entity sync.entities, out rejection jsonb)
language plpgsql stable as $$
declare
  malformed text := private.malformed_field(m);
  scope uuid;
  caller_rank integer;
begin
  if malformed is not null then
    rejection := private.rejected_result('invalid', format('The change is malformed at "%s".', malformed), malformed);
    return;
  end if;
  scope := m ->> 'scope';
  caller_rank := coalesce((ranks ->> scope::text)::integer, 0);
  if caller_rank = 0 then
    rejection := private.rejected_result('forbidden', 'You are no longer a member of this band.', 'scope');
    return;
  end if;
  select * into entity from sync.entities e
   where e.name = m ->> 'table' and e.scope_columns[1] = case when scope = who then 'user_id' else 'band_id' end;
  if not found then
    rejection := private.rejected_result('unknown_table', format('There is no table "%s".', left(m ->> 'table', 80)), 'table');
  elsif m ->> 'op' <> all (entity.operations) or caller_rank < private.rank(entity.least_role) then
    rejection := private.rejected_result('forbidden', private.forbidden_message(entity.least_role, caller_rank), 'op',
                                private.visible_row(entity, scope, (m ->> 'record')::uuid));
  end if;
end $$;

create function private.forbidden_message(least_role text, caller_rank integer) returns text language sql immutable as $$
  select case
    when caller_rank >= private.rank(least_role) then 'This cannot be changed from a device.'
    when least_role = 'member' then 'You have view-only access. Ask an owner or admin to make you a member.'
    else format('Only an %s of the band can change this.', least_role)
  end $$;

-- The current row, sent with a rejection so that the device can show it.
create function private.visible_row(entity sync.entities, scope uuid, record uuid) returns jsonb language plpgsql as $$
declare
  body jsonb := sync.read_row(entity.name, record);
begin
  return case when body ->> entity.scope_columns[1] = scope::text then body - 'path_versions' end;
end $$;

-- Applies one mutation to one table and returns its result without the id. The caller holds the scope's lock.
create function private.apply_to(entity sync.entities, who uuid, client uuid, scope uuid, record uuid, op text, base integer,
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
  problem := private.validate_values(entity, set_values);
  if problem is not null then
    return private.rejected_result(problem ->> 'code', problem ->> 'message', problem ->> 'path', private.visible_row(entity, scope, record));
  end if;
  if op = 'insert' then
    after := sync.write_row(entity.name, private.new_row(entity, scope, record, set_values), true);
    if after is not null then return private.applied_result(scope, null, after, conflicts); end if;
  end if;

  before := sync.read_row(entity.name, record);
  -- Do not reveal that another user has a record with this id.
  if entity.scope_columns[1] = 'user_id' and before ->> 'user_id' <> scope::text then before := null; end if;
  if before is null then
    if op = 'delete' then
      -- Already purged after another device deleted it: report success.
      return jsonb_build_object('status', 'applied', 'row', null, 'version', null, 'seq', null);
    end if;
    return private.rejected_result('not_found', 'This record no longer exists.', 'record');
  end if;
  if before ->> entity.scope_columns[1] <> scope::text then
    return private.rejected_result('wrong_scope', 'This id is already in use. Create a new record instead.', 'record');
  end if;

  draft := before;
  if op = 'delete' then
    if before -> 'deleted_at' = 'null' then
      unseen := private.unseen_in_record(before, base, client);
      if unseen is not null then
        conflicts := conflicts || private.record_conflict(entity.name, before, who, client, 'deleted_at', null, to_jsonb(now()),
                                                        null, unseen ->> 2, unseen ->> 3, (unseen ->> 0)::integer);
      else
        draft := draft || jsonb_build_object('deleted_at', now());
      end if;
    end if;
  elsif op <> 'restore' and before -> 'deleted_at' <> 'null' then
    -- An update does not restore a deleted record. Its values wait in a conflict.
    if exists (select from jsonb_each(set_values) s where private.at_path(before, s.key) <> s.value) then
      unseen := coalesce(before -> 'path_versions' -> 'deleted_at', jsonb_build_array(before -> 'version', null, null, null));
      conflicts := conflicts || private.record_conflict(entity.name, before, who, client, 'deleted_at', was, set_values,
                                                      before -> 'deleted_at', unseen ->> 2, unseen ->> 3, (unseen ->> 0)::integer);
    end if;
  else
    if op = 'restore' then draft := draft || '{"deleted_at": null}'; end if;
    for path, value in select * from jsonb_each(set_values) loop
      continue when private.at_path(before, path) = value;
      unseen := private.conflicting_change(entity, client, base, before, draft, path, value, was);
      if unseen is null then
        draft := private.with_path(draft, path, value, entity.defaults);
      else
        conflicts := conflicts || private.record_conflict(entity.name, before, who, client, path, was -> path, value,
                                                        private.at_path(before, path), unseen ->> 2, unseen ->> 3, (unseen ->> 0)::integer);
      end if;
    end loop;
  end if;

  if draft <> before then
    after := sync.write_row(entity.name, draft, false);
  else
    after := before - 'path_versions';
  end if;
  return private.applied_result(scope, before, after, conflicts);
end $$;

create function private.applied_result(scope uuid, before jsonb, after jsonb, conflicts jsonb) returns jsonb language plpgsql as $$
declare
  at_seq bigint;
begin
  if before is null or before -> 'version' <> after -> 'version' then
    -- Conflicts were written before the row, and the scope is locked, so the newest number is the row's.
    at_seq := private.newest_seq(scope);
  end if;
  if conflicts = '[]' then
    return jsonb_build_object('status', 'applied', 'row', after, 'version', after -> 'version', 'seq', at_seq);
  end if;
  return jsonb_build_object('status', 'conflict', 'row', after, 'version', after -> 'version', 'seq', at_seq, 'conflict', conflicts);
end $$;

create function private.rejected_result(code text, message text, path text, current_row jsonb default null) returns jsonb
language sql immutable as $$
  select jsonb_build_object('status', 'rejected', 'row', current_row, 'version', current_row -> 'version', 'seq', null,
                            'error', jsonb_build_object('code', code, 'message', message, 'path', path)) $$;

-- ── One row ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- The first invalid path or value that a mutation sets, as {code, message, path}, or null.
create function private.validate_values(entity sync.entities, set_values jsonb) returns jsonb language plpgsql immutable as $$
declare
  path text;
  value jsonb;
  parts text[];
  described jsonb;
begin
  for path, value in select * from jsonb_each(set_values) loop
    described := entity.columns -> path;
    continue when jsonb_typeof(value) = described ->> 'json';
    if described is not null then
      if not private.accepts_json(described ->> 'type', value)
         or (path = any (entity.maps) and jsonb_typeof(value) not in ('object', 'null')) then
        return jsonb_build_object('code', 'invalid', 'message', described ->> 'message', 'path', path);
      end if;
      continue;
    end if;
    parts := string_to_array(path, '/');
    if parts[1] = any (private.system_columns() || entity.scope_columns || '{deleted_at}') then
      return jsonb_build_object('code', 'system_column', 'message', format('"%s" is set by the server.', left(parts[1], 80)), 'path', path);
    end if;
    if not coalesce(parts[1] = any (entity.maps), false) or cardinality(parts) not between 2 and 3 or '' = any (parts) then
      return jsonb_build_object('code', 'unknown_column', 'message', format('There is no field "%s".', left(path, 80)), 'path', left(path, 200));
    end if;
    if cardinality(parts) = 2 and jsonb_typeof(value) not in ('object', 'null') then
      return jsonb_build_object('code', 'invalid', 'message', entity.columns -> parts[1] ->> 'message', 'path', path);
    end if;
  end loop;
  return null;
end $$;

-- Whether a JSON value can be cast to the column type. Null can: it clears the column.
create function private.accepts_json(type text, value jsonb) returns boolean language plpgsql immutable as $$
declare
  given text := jsonb_typeof(value);
begin
  if given = 'null' then return true; end if;
  return case type
    when 'text'    then given = 'string'
    when 'integer' then private.json_integer(value, -2147483648, 2147483647) is not null
    when 'boolean' then given = 'boolean'
    when 'uuid'    then given = 'string' and private.is_uuid(value #>> '{}')
    when 'text[]'  then given = 'array' and not jsonb_path_exists(value, 'strict $[*] ? (@.type() != "string")')
    when 'timestamp with time zone' then given = 'string' and pg_input_is_valid(value #>> '{}', 'timestamptz')
    else true
  end;
end $$;

-- A new row: the defaults, overwritten by the values of an insert.
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

-- The row after a mutation that changes it without a conflict. Null in every other case, which private.apply_to handles.
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
    if deleted or private.unseen_in_record(before, base, client) is not null then return null; end if;
    return draft || jsonb_build_object('deleted_at', now());
  elsif op = 'restore' then
    draft := draft || '{"deleted_at": null}';
  elsif deleted then
    return null;
  end if;
  for path, value in select * from jsonb_each(set_values) loop
    continue when before -> path = value or private.at_path(before, path) = value;
    if private.conflicting_change(entity, client, base, before, draft, path, value, was) is not null then return null; end if;
    if value = 'null' or strpos(path, '/') > 0 then
      draft := private.with_path(draft, path, value, entity.defaults);
      set_values := set_values - path;
    end if;
  end loop;
  -- All column values at once: setting them one by one would copy the whole row each time.
  return nullif(draft || set_values, before);
end $$;

-- The row with one path set. Null resets a column to its default, and removes an item or a property. Setting a property of a
-- missing item has no effect.
create function private.with_path(draft jsonb, path text, value jsonb, defaults jsonb) returns jsonb
language plpgsql immutable as $$
declare
  parts text[];
begin
  if strpos(path, '/') = 0 then
    if value = 'null' then value := coalesce(defaults -> path, 'null'); end if;
    return draft || jsonb_build_object(path, value);
  end if;
  parts := string_to_array(path, '/');
  if jsonb_typeof(draft -> parts[1]) is distinct from 'object' then
    draft := draft || jsonb_build_object(parts[1], '{}'::jsonb);
  end if;
  if cardinality(parts) = 3 and jsonb_typeof(draft #> parts[1:2]) is distinct from 'object' then return draft; end if;
  return case when value = 'null' then draft #- parts else jsonb_set(draft, parts, value) end;
end $$;

create function private.at_path(body jsonb, path text) returns jsonb language sql immutable as
$$ select coalesce(body #> string_to_array(path, '/'), 'null') $$;
