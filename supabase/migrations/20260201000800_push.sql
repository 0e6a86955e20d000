-- sync_push: a device hands in what it did.

-- A device, as the server knows it. Its row is locked during a push, so two pushers of one device take turns.
create table sync.clients (
  id            uuid primary key,
  user_id       uuid not null references auth.users on delete cascade,
  -- Ids rise: whatever is at or below this was handled, and comes again only as a repeat.
  last_mutation bigint not null default 0,
  seen_at       timestamptz not null default now()
);
create index clients_user_id_idx on sync.clients (user_id);

-- What every mutation came to, until the device has said that it knows. Written in the transaction of the effect, so a
-- mutation has its effect at most once however often it is sent.
create table sync.results (
  client_id   uuid not null references sync.clients on delete cascade,
  mutation_id bigint not null,
  -- Of the content: the same id with another content comes from a copied profile.
  hash        bytea not null,
  result      jsonb not null,
  primary key (client_id, mutation_id)
);

alter table sync.clients enable row level security;
alter table sync.results enable row level security;

-- ── One call ─────────────────────────────────────────────────────────────────────────────────────────────────────────

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

create function public.sync_push(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.sync_push(request) $$;
revoke all on function public.sync_push(jsonb) from public, anon;
grant execute on function private.sync_push(jsonb), public.sync_push(jsonb) to authenticated;

-- Refuses a call as a whole.
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
  if private.whole_number(request -> 'acked', 0, 9007199254740991) is null then
    perform private.fail(400, 'invalid_request', '"acked" must be a whole number.', 'acked');
  end if;
  select array_agg(private.whole_number(m -> 'id', 1, 9007199254740991) order by n) into ids
    from jsonb_array_elements(request -> 'mutations') with ordinality elements (m, n);
  for i in 1 .. coalesce(cardinality(ids), 0) loop
    if ids[i] is null or ids[i] <= ids[i - 1] then
      perform private.fail(400, 'invalid_request', 'The ids of the changes must be rising whole numbers.', format('mutations/%s/id', i - 1));
    end if;
  end loop;
end $$;

create function private.client_fork() returns void language plpgsql as $$
begin
  perform private.fail(409, 'client_fork', 'Another copy of this device has been sending changes. This one takes a new name and sends again.', 'client');
end $$;

-- Locks the device's row, made on first sight, and returns its newest handled mutation.
create function private.lock_client(who uuid, client uuid) returns bigint language plpgsql as $$
declare
  owner uuid;
  last_id bigint;
begin
  insert into sync.clients (id, user_id) values (client, who) on conflict (id) do nothing;
  select c.user_id, c.last_mutation into owner, last_id from sync.clients c where c.id = client for no key update;
  -- Somebody else's device id: a profile that was copied to another account. The cure is the same: a new id.
  if owner <> who then perform private.client_fork(); end if;
  return last_id;
end $$;

-- The stored results of the mutations that were handled before, by id.
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
  if (select count(*) from jsonb_object_keys(known)) < repeats then perform private.client_fork(); end if;
  return known;
end $$;

create function private.content_hash(mutation jsonb) returns bytea language sql immutable as
$$ select sha256(convert_to(mutation::text, 'UTF8')) $$;

-- ── Runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
-- A push handles mutations in runs. A statement that writes one row costs many times what the row costs: the table's
-- constraints are read and compiled anew for every statement, and a song has fifteen of them. So neighbouring mutations
-- that need no question (new records of one table, or changes of different records of one table that meet nobody's) are
-- decided one by one, as ever, and written together. Everything else still goes alone, and in its order.

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

create function private.no_longer_whole() returns void language plpgsql as $$
begin
  -- An id that was free when the call began has been taken in another band, or the id is of a record that is there.
  raise exception using errcode = '23505', message = 'A run of new records met one that exists.';
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

-- A constraint's refusal in the words of the registry.
create function private.refusal(m jsonb, state text, constraint_name text, column_name text) returns jsonb
language plpgsql as $$
declare
  field text;
  says text;
begin
  if state = '23505' then
    return private.rejected('wrong_scope', 'This id is in use elsewhere. Make a new record instead.', 'record');
  end if;
  select c.key, c.value ->> 'message' into field, says
    from sync.entities e, jsonb_each(e.columns) c
   where e.name = m ->> 'table' and (c.key = nullif(column_name, '') or constraint_name = format('%s_%s_check', e.name, c.key));
  return private.rejected('invalid', coalesce(says, 'This change cannot be stored.'), field);
end $$;

-- ── One mutation ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- One mutation, from its shape to its result. `ranks` holds the caller's rank in every scope that the call names.
create function private.apply_mutation(who uuid, client uuid, ranks jsonb, m jsonb) returns jsonb language plpgsql as $$
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

-- No app of ours ever left it out, so no outbox holds one; were there one, it would stay there refused, with its values.
create function private.misshapen(m jsonb) returns text language sql immutable as $$
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

-- The row that goes with a refusal, so that the device can show what is so.
create function private.visible_row(entity sync.entities, scope uuid, record uuid) returns jsonb language plpgsql as $$
declare
  body jsonb := sync.read_row(entity.name, record);
begin
  return case when body ->> entity.scope_columns[1] = scope::text then body - 'path_versions' end;
end $$;

-- Applies one mutation to one table. Returns its result without the id. The scope's row is locked by the caller.
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

create function private.applied(scope uuid, before jsonb, after jsonb, conflicts jsonb) returns jsonb language plpgsql as $$
declare
  at_seq bigint;
begin
  if before is null or before -> 'version' <> after -> 'version' then
    -- The row was written last, after the conflicts that it left behind, and under the scope's lock.
    at_seq := private.newest_seq(scope);
  end if;
  if conflicts = '[]' then
    return jsonb_build_object('status', 'applied', 'row', after, 'version', after -> 'version', 'seq', at_seq);
  end if;
  return jsonb_build_object('status', 'conflict', 'row', after, 'version', after -> 'version', 'seq', at_seq, 'conflict', conflicts);
end $$;

create function private.rejected(code text, says text, path text, current_row jsonb default null) returns jsonb
language sql immutable as $$
  select jsonb_build_object('status', 'rejected', 'row', current_row, 'version', current_row -> 'version', 'seq', null,
                            'error', jsonb_build_object('code', code, 'message', says, 'path', path)) $$;

-- ── One row ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- The first thing that is wrong with what a mutation sets, as {code, message, path}; null when nothing is.
create function private.problem_in(entity sync.entities, set_values jsonb) returns jsonb language plpgsql immutable as $$
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
      if not private.fits(described ->> 'type', value)
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

-- Whether JSON can become a value of the type. Null can: it removes.
create function private.fits(type text, value jsonb) returns boolean language plpgsql immutable as $$
declare
  given text := jsonb_typeof(value);
begin
  if given = 'null' then return true; end if;
  return case type
    when 'text'    then given = 'string'
    when 'integer' then private.whole_number(value, -2147483648, 2147483647) is not null
    when 'boolean' then given = 'boolean'
    when 'uuid'    then given = 'string' and private.is_uuid(value #>> '{}')
    when 'text[]'  then given = 'array' and not jsonb_path_exists(value, 'strict $[*] ? (@.type() != "string")')
    when 'timestamp with time zone' then given = 'string' and pg_input_is_valid(value #>> '{}', 'timestamptz')
    else true
  end;
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

-- The row with one path set. Null gives a column its default, and removes an item or a property; a property of an item
-- that is gone changes nothing.
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
