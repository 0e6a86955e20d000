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

create function private.content_hash(mutation jsonb) returns bytea language sql immutable as
$$ select sha256(convert_to(mutation::text, 'UTF8')) $$;

-- ── One mutation ────────────────────────────────────────────────────────────────────────────────────────────────────

create function private.rejected(code text, says text, path text, current_row jsonb default null) returns jsonb
language sql immutable as $$
  select jsonb_build_object('status', 'rejected', 'row', current_row, 'version', current_row -> 'version', 'seq', null,
                            'error', jsonb_build_object('code', code, 'message', says, 'path', path)) $$;

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

/*
  The newest change by another device, at the path or around it (`items/a` is around `items/a/note`), that the person
  had not seen: [version, client, by, at]. For an insert of a record that exists nothing had been seen, and what the
  record was made with counts as well.
*/
create function private.unseen_change(before jsonb, path text, base integer, client uuid, in_map boolean) returns jsonb
language plpgsql immutable as $$
declare
  known jsonb := before -> 'path_versions' -> path;
begin
  if in_map then
    select e.value into known
      from jsonb_each(before -> 'path_versions') e
     where (e.key = path or starts_with(e.key, path || '/') or starts_with(path, e.key || '/'))
       and (e.value ->> 0)::integer > base and e.value ->> 1 is distinct from client::text
     order by (e.value ->> 0)::integer desc limit 1;
  end if;
  if known is null and base = 0 then
    return jsonb_build_array(1, null, before -> 'created_by', before -> 'created_at');
  end if;
  return case when (known ->> 0)::integer > base and known ->> 1 is distinct from client::text then known end;
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

-- Keeps a value that could not be committed. The waiting value of the same device for the same path is replaced: its
-- person has changed their mind, nobody else's value is lost.
create function private.keep_conflict(entity_name text, record jsonb, who uuid, client uuid, path text, base jsonb, mine jsonb,
                                      theirs jsonb, theirs_by text, theirs_at text, theirs_version integer) returns jsonb
language plpgsql as $$
declare
  kept uuid;
  origin text := current_setting('rockon.origin', true);
begin
  -- Logged as the device's doing but not as its mutation: the echo of a mutation is the change of its own record.
  perform set_config('rockon.origin', client::text, true);
  update public.conflicts c set mine = keep_conflict.mine, mine_at = now()
   where c.record_id = (record ->> 'id')::uuid and c.path = keep_conflict.path and c.open
     and c.record_table = entity_name and c.mine_by = who and c.updated_client = client
  returning c.id into kept;
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
    draft := entity.defaults || set_values;
    for path, value in select * from jsonb_each(set_values) e where e.value = 'null' or strpos(e.key, '/') > 0 loop
      draft := private.with_path(draft - path, path, value, entity.defaults);
    end loop;
    draft := draft || jsonb_build_object('id', record, entity.scope_columns[1], scope);
    after := sync.write_row(entity.name, draft, true);
    if after is not null then return private.applied(scope, null, after, conflicts); end if;
  end if;

  before := sync.read_row(entity.name, record);
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
      select e.value into unseen from jsonb_each(before -> 'path_versions') e
       where (e.value ->> 0)::integer > base and e.value ->> 1 is distinct from client::text
       order by (e.value ->> 0)::integer desc limit 1;
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
      unseen := null;
      if cardinality(entity.last_write_wins) = 0 or path <> all (entity.last_write_wins) then
        unseen := coalesce(private.unseen_change(before, path, base, client, strpos(path, '/') > 0 or path = any (entity.maps)),
                           private.missing_item(before, draft, path, value, client));
      end if;
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

create function private.at_path(body jsonb, path text) returns jsonb language sql immutable as
$$ select coalesce(body #> string_to_array(path, '/'), 'null') $$;

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

-- ── One call ────────────────────────────────────────────────────────────────────────────────────────────────────────

-- What of a mutation has the wrong shape, before anything of it is used.
create function private.misshapen(m jsonb) returns text language sql immutable as $$
  select case
    when jsonb_typeof(m -> 'scope')  is distinct from 'string' or not private.is_uuid(m ->> 'scope')  then 'scope'
    when jsonb_typeof(m -> 'record') is distinct from 'string' or not private.is_uuid(m ->> 'record') then 'record'
    when jsonb_typeof(m -> 'table')  is distinct from 'string' then 'table'
    when m -> 'op' is null or m -> 'op' not in ('"insert"', '"update"', '"delete"', '"restore"') then 'op'
    when coalesce(jsonb_typeof(m -> 'base'), 'null') <> 'null' and private.whole_number(m -> 'base', 0, 2147483647) is null then 'base'
    when coalesce(jsonb_typeof(m -> 'set'), 'null') not in ('object', 'null') then 'set'
    when coalesce(jsonb_typeof(m -> 'was'), 'null') not in ('object', 'null') then 'was'
  end $$;

-- One mutation, from its shape to its result. `ranks` holds the caller's rank in every scope that the call names.
create function private.apply_mutation(who uuid, client uuid, ranks jsonb, m jsonb) returns jsonb language plpgsql as $$
declare
  wrong text := private.misshapen(m);
  op text := m ->> 'op';
  scope uuid;
  may integer;
  entity sync.entities;
begin
  if wrong is not null then
    return private.rejected('invalid', format('The change is malformed at "%s".', wrong), wrong);
  end if;
  scope := m ->> 'scope';
  may := coalesce((ranks ->> scope::text)::integer, 0);
  if may = 0 then
    return private.rejected('forbidden', 'You are not a member of this band any more.', 'scope');
  end if;
  select * into entity from sync.entities e
   where e.name = m ->> 'table' and e.scope_columns[1] = case when scope = who then 'user_id' else 'band_id' end;
  if not found then
    return private.rejected('unknown_table', format('There is no table "%s" here.', left(m ->> 'table', 80)), 'table');
  end if;
  if op <> all (entity.operations) or may < private.rank(entity.least_role) then
    return private.rejected('forbidden', case when may < private.rank(entity.least_role)
                            then format('Your role in this band does not allow this (it takes %s).', entity.least_role)
                            else 'This cannot be changed from a device.' end, 'op', private.visible_row(entity, scope, (m ->> 'record')::uuid));
  end if;
  perform set_config('rockon.origin', client || ' ' || (m ->> 'id'), true);
  return private.apply_to(entity, who, client, scope, (m ->> 'record')::uuid, op,
                          case when op = 'insert' then 0 else (m ->> 'base')::integer end,
                          private.as_object(m -> 'set'), private.as_object(m -> 'was'));
end $$;

-- The row that goes with a refusal, so that the device can show what is so.
create function private.visible_row(entity sync.entities, scope uuid, record uuid) returns jsonb language plpgsql as $$
declare
  body jsonb := sync.read_row(entity.name, record);
begin
  return case when body ->> entity.scope_columns[1] = scope::text then body - 'path_versions' end;
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

/*
  Applies the mutations in order; an element of `known` is a stored result that is returned instead. A mutation that the
  tables refuse raises; `careful` gives each one a subtransaction, so that a refusal undoes only itself. Subtransactions
  are not free (each one that writes takes a transaction id, and beyond 64 every other session pays too), therefore a
  call is first tried without.
*/
create function private.apply_all(who uuid, client uuid, ranks jsonb, mutations jsonb, known jsonb, careful boolean)
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
    if result is null and not careful then
      result := private.apply_mutation(who, client, ranks, m) || jsonb_build_object('id', m -> 'id');
    elsif result is null then
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
    results := private.apply_all(who, client, ranks, mutations, known, careful => false);
  exception when data_exception or integrity_constraint_violation or program_limit_exceeded then
    results := private.apply_all(who, client, ranks, mutations, known, careful => true);
  end;
  perform set_config('rockon.origin', '', true);

  insert into sync.results (client_id, mutation_id, hash, result)
  select client, (m ->> 'id')::bigint, private.content_hash(m), results[n]
    from jsonb_array_elements(mutations) with ordinality sent (m, n)
   where (m ->> 'id')::bigint > last_id;
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
