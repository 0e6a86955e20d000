-- sync_pull: what happened since; sync_snapshot: what is. Both read one moment: a STABLE function sees the database as
-- it was when the call began.

create function private.sync_pull(request jsonb) returns json
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  most integer;
  asked_scope text;
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
  for asked_scope, cursor in select * from jsonb_each(request -> 'cursors') loop
    if not private.is_uuid(asked_scope) then
      perform private.fail(400, 'invalid_request', 'A scope is named by its id.', 'cursors/' || left(asked_scope, 80));
    end if;
    scopes := scopes || format('%s"%s":%s', case when scopes = '' then '' else ',' end, asked_scope,
      private.pull_scope(who, asked_scope::uuid, cursor, most, request -> 'digest' = 'true'));
  end loop;
  return json_build_object('protocol', 1, 'user', who, 'now', clock_timestamp(), 'scopes', ('{' || scopes || '}')::json);
end $$;

create function private.pull_scope(who uuid, scope uuid, cursor jsonb, most integer, with_digest boolean) returns json
language plpgsql stable as $$
declare
  place sync.scopes;
  after_seq bigint := private.whole_number(cursor -> 'seq', 0, 9007199254740991);
  changes json := '[]';
  status text := 'snapshot';
  reached bigint;
begin
  if private.rank_in(who, scope) > 0 then
    select * into place from sync.scopes s where s.id = scope;
  end if;
  if place.id is null then
    return '{"status": "forbidden", "changes": [], "seq": 0, "head": 0, "epoch": "", "topic": "", "more": false}';
  end if;
  reached := place.seq;
  if after_seq between place.oldest_seq and place.seq and cursor ->> 'epoch' = place.epoch then
    status := 'ok';
    if after_seq < place.seq then
      select page.changes, coalesce(page.reached, place.seq) into changes, reached
        from private.changes_after(scope, after_seq, most) page;
    end if;
  end if;
  return json_build_object('status', status, 'changes', changes, 'seq', reached, 'head', place.seq, 'epoch', place.epoch,
                           'topic', private.topic_of(scope, place.topic_epoch), 'more', reached < place.seq,
                           -- Comparable only where the device ends up at the head.
                           'digest', case when with_digest and reached = place.seq then private.digest(scope, place.kind) end);
end $$;

-- Changes after a number, oldest first: at most `most`, and about 2 MB so that a page of long notes stays a page.
create function private.changes_after(scope uuid, after_seq bigint, most integer, out changes json, out reached bigint)
language sql stable as $$
  select coalesce(json_agg(private.change_json(page.change) order by page.seq), '[]'), max(page.seq)
    from (select found.*, sum(found.size) over (order by found.seq) - found.size as size_before
            from (select c as change, c.seq, coalesce(pg_column_size(c.row_after), 0) as size
                    from sync.changes c
                   where c.scope_id = scope and c.seq > after_seq order by c.seq limit most) found) page
   where page.size_before < 2000000 $$;

-- Count and sum of versions of the live rows of every table of the scope: unequal when a device has missed something.
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

-- Where a scope's changes are told. Its name is a secret of no kind: policies decide who may listen.
create function private.topic_of(scope uuid, topic_epoch integer) returns text language sql immutable as
$$ select format('scope:%s:%s', scope, topic_epoch) $$;

create function private.sync_snapshot(request jsonb) returns json
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  scope uuid;
  after uuid;
  most integer;
  place sync.scopes;
  statement text;
  rows json;
  more boolean;
begin
  perform private.check_protocol(request);
  scope := private.asked_uuid(request, 'scope');
  most := private.page_limit(request, 5000);
  if coalesce(jsonb_typeof(request -> 'after'), 'null') <> 'null' then
    after := private.asked_uuid(request, 'after');
  end if;
  select * into place from sync.scopes s where s.id = scope;
  if place.id is null or private.rank_in(who, scope) = 0 then
    perform private.fail(403, 'forbidden', 'You are not a member of this band.', 'scope');
  end if;
  select format(e.snapshot_page, place.kind || '_id') into statement
    from sync.entities e where e.name = request ->> 'table' and place.kind || '_id' = any (e.scope_columns);
  if statement is null then
    perform private.fail(400, 'invalid_request', format('There is no table "%s" here.', left(request ->> 'table', 80)), 'table');
  end if;
  execute statement into rows, more using scope, after, most;
  return json_build_object('protocol', 1, 'user', who, 'scope', scope, 'table', request ->> 'table',
                           'rows', rows, 'seq', place.seq, 'epoch', place.epoch, 'more', more);
end $$;

create function public.sync_pull(request jsonb) returns json language sql stable set search_path = '' as
$$ select private.sync_pull(request) $$;
create function public.sync_snapshot(request jsonb) returns json language sql stable set search_path = '' as
$$ select private.sync_snapshot(request) $$;
revoke all on function public.sync_pull(jsonb), public.sync_snapshot(jsonb) from public, anon;
grant execute on function private.sync_pull(jsonb), public.sync_pull(jsonb),
                          private.sync_snapshot(jsonb), public.sync_snapshot(jsonb) to authenticated;
