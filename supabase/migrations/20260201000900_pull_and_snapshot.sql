-- sync_pull returns the changes since a device's cursors; sync_snapshot returns the rows of one table, page by page. Both are
-- STABLE, so all their queries see the database as of the start of the call.

/*
  sync_pull {protocol: 1, cursors: {scope: {seq, epoch}}, limit (<= 1000), digest?}
    -> {protocol, user, now, scopes: {scope: {status, changes, seq, head, epoch, topic, more, digest}}}
  `status` is ok; snapshot if the log no longer reaches back to the cursor; or forbidden. `topic` is the realtime channel.
*/
create function private.sync_pull(request jsonb) returns json
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  most integer;
  requested_scope text;
  cursor jsonb;
  scopes text := '';
begin
  perform private.check_protocol(request);
  most := private.page_limit(request, 1000);
  if jsonb_typeof(request -> 'cursors') is distinct from 'object' then
    perform private.fail(400, 'invalid_request', '"cursors" must be an object.', 'cursors');
  end if;
  if (select count(*) from jsonb_object_keys(request -> 'cursors')) > 200 then
    perform private.fail(413, 'too_large', 'At most 200 scopes can be pulled at once.', 'cursors');
  end if;
  for requested_scope, cursor in select * from jsonb_each(request -> 'cursors') loop
    if not private.is_uuid(requested_scope) then
      perform private.fail(400, 'invalid_request', 'A scope is named by its id.', 'cursors/' || left(requested_scope, 80));
    end if;
    scopes := scopes || format('%s"%s":%s', case when scopes = '' then '' else ',' end, requested_scope,
      private.pull_scope(who, requested_scope::uuid, cursor, most, request -> 'digest' = 'true'));
  end loop;
  return json_build_object('protocol', 1, 'user', who, 'now', clock_timestamp(), 'scopes', ('{' || scopes || '}')::json);
end $$;

create function private.pull_scope(who uuid, scope uuid, cursor jsonb, most integer, with_digest boolean) returns json
language plpgsql stable as $$
declare
  scope_row sync.scopes;
  after_seq bigint := private.json_integer(cursor -> 'seq', 0, 9007199254740991);
  changes json := '[]';
  status text := 'snapshot';
  reached bigint;
begin
  if private.rank_in(who, scope) > 0 then
    select * into scope_row from sync.scopes s where s.id = scope;
  end if;
  if scope_row.id is null then
    return '{"status": "forbidden", "changes": [], "seq": 0, "head": 0, "epoch": "", "topic": "", "more": false}';
  end if;
  reached := scope_row.seq;
  if after_seq between scope_row.oldest_seq and scope_row.seq and cursor ->> 'epoch' = scope_row.epoch then
    status := 'ok';
    if after_seq < scope_row.seq then
      select page.changes, coalesce(page.reached, scope_row.seq) into changes, reached
        from private.changes_after(scope, after_seq, most) page;
    end if;
  end if;
  return json_build_object('status', status, 'changes', changes, 'seq', reached, 'head', scope_row.seq, 'epoch', scope_row.epoch,
                           'topic', private.channel_topic(scope, scope_row.topic_epoch), 'more', reached < scope_row.seq,
                           -- Only comparable if this page brings the device to the newest change.
                           'digest', case when with_digest and reached = scope_row.seq then private.digest(scope, scope_row.kind) end);
end $$;

-- Changes after a number, oldest first: at most `most`, and at most about 2 MB, for bands with long notes.
create function private.changes_after(scope uuid, after_seq bigint, most integer, out changes json, out reached bigint)
language sql stable as $$
  select coalesce(json_agg(private.change_json(page.change) order by page.seq), '[]'), max(page.seq)
    from (select found.*, sum(found.size) over (order by found.seq) - found.size as size_before
            from (select c as change, c.seq, coalesce(pg_column_size(c.row_after), 0) as size
                    from sync.changes c
                   where c.scope_id = scope and c.seq > after_seq order by c.seq limit most) found) page
   where page.size_before < 2000000 $$;

-- Per table, the count of live rows and the sum of their versions. A device with other numbers has missed a change.
create function private.digest(scope uuid, kind text) returns jsonb language plpgsql stable as $$
declare
  entity text;
  part jsonb;
  digest jsonb := '{}';
begin
  for entity in select name from sync.entities where kind || '_id' = any (scope_columns) order by name loop
    execute format('select jsonb_build_object(%L, jsonb_build_object(''count'', count(*), ''versions'', coalesce(sum(version), 0)))
                      from public.%I where %I = $1 and deleted_at is null', entity, entity, kind || '_id')
      into part using scope;
    digest := digest || part;
  end loop;
  return digest;
end $$;

-- The name of a scope's realtime channel. It is not secret: policies decide who can listen.
create function private.channel_topic(scope uuid, topic_epoch integer) returns text language sql immutable as
$$ select format('scope:%s:%s', scope, topic_epoch) $$;

/*
  sync_snapshot {protocol: 1, scope, table, limit (<= 5000), after?} -> {protocol, user, scope, table, rows, seq, epoch, more}
  The live rows of one table, ordered by id; `after` is the last id of the page before. `seq` is the number of the newest
  change that the rows contain.
*/
create function private.sync_snapshot(request jsonb) returns json
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  scope uuid;
  after uuid;
  most integer;
  scope_row sync.scopes;
  statement text;
  rows json;
  more boolean;
begin
  perform private.check_protocol(request);
  scope := private.required_uuid(request, 'scope');
  most := private.page_limit(request, 5000);
  if coalesce(jsonb_typeof(request -> 'after'), 'null') <> 'null' then
    after := private.required_uuid(request, 'after');
  end if;
  select * into scope_row from sync.scopes s where s.id = scope;
  if scope_row.id is null or private.rank_in(who, scope) = 0 then
    perform private.fail(403, 'forbidden', 'You are not a member of this band.', 'scope');
  end if;
  select format(e.snapshot_page, scope_row.kind || '_id') into statement
    from sync.entities e where e.name = request ->> 'table' and scope_row.kind || '_id' = any (e.scope_columns);
  if statement is null then
    perform private.fail(400, 'invalid_request', format('There is no table "%s".', left(request ->> 'table', 80)), 'table');
  end if;
  execute statement into rows, more using scope, after, most;
  return json_build_object('protocol', 1, 'user', who, 'scope', scope, 'table', request ->> 'table',
                           'rows', rows, 'seq', scope_row.seq, 'epoch', scope_row.epoch, 'more', more);
end $$;

create function public.sync_pull(request jsonb) returns json language sql stable set search_path = '' as
$$ select private.sync_pull(request) $$;
create function public.sync_snapshot(request jsonb) returns json language sql stable set search_path = '' as
$$ select private.sync_snapshot(request) $$;
revoke all on function public.sync_pull(jsonb), public.sync_snapshot(jsonb) from public, anon;
grant execute on function private.sync_pull(jsonb), public.sync_pull(jsonb),
                          private.sync_snapshot(jsonb), public.sync_snapshot(jsonb) to authenticated;
