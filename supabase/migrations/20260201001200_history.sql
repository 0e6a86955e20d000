-- History of a record, activity of a band, and trash: read from the log and the tombstones, for everyone who can pull the
-- scope. Nothing here writes; restoring a version or a record is an ordinary push.

/*
  record_history {table, record, before_seq?, limit (<= 100)} -> {versions: [{seq, version, op, by, at, client, paths, row}], more}
  The record's versions, newest first; before_seq is the seq of the last version of the page before. `row` is the whole row
  after the change, `paths` the changed paths. If the last page does not end with version 1, private.prune() has removed
  older versions. A deleted record has a history until it is purged.
  A record of a band that the caller is not in gets the same answer as one that does not exist, so that ids cannot be probed.
*/
create function private.record_history(request jsonb) returns json
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  record uuid := private.required_uuid(request, 'record');
  most integer := private.page_limit(request, 100);
  entity sync.entities := private.required_entity(request);
  before_seq bigint := private.json_integer(request -> 'before_seq', 1, 9007199254740991);
  scope uuid := private.readable_scope(who, entity, sync.read_row(entity.name, record));
  versions json;
  more boolean;
begin
  if scope is null then
    perform private.fail(404, 'not_found', 'This record is not in your bands.', 'record');
  elsif before_seq is null and coalesce(jsonb_typeof(request -> 'before_seq'), 'null') <> 'null' then
    perform private.fail(400, 'invalid_request', '"before_seq" must be the number of a change.', 'before_seq');
  end if;
  -- At most about 2 MB, like a page of a pull: 100 versions of long notes are too much for a phone at once.
  select coalesce(json_agg(private.version_json(page.change) order by page.seq desc) filter (where page.fits), '[]'),
         coalesce(bool_or(not page.fits), false)
    into versions, more
    from (select found.change, found.seq,
                 row_number() over newest <= most and sum(found.size) over newest - found.size < 2000000 as fits
            from (select c as change, c.seq, coalesce(pg_column_size(c.row_after), 0) as size
                    from sync.changes c
                   where c.record_id = record and c.scope_id = scope and c.table_name = entity.name
                     and (before_seq is null or c.seq < before_seq)
                   order by c.seq desc limit most + 1) found
          window newest as (order by found.seq desc)) page;
  return json_build_object('versions', versions, 'more', more);
end $$;

/*
  activity {band, before_seq?, limit (<= 100)} -> {changes: [{seq, table, id, version, op, by, at, client, paths, row, before}], more}
  Changes of the band's content (tables whose records can be restored), newest first; before_seq is the seq of the last
  change of the page before. `row` is the whole row after the change. `before` is the row that it replaced, or null for a new
  record and where the log no longer holds the older version.
*/
create function private.activity(request jsonb) returns json
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  band uuid := private.require_band_role(request, 'viewer');
  most integer := private.page_limit(request, 100);
  before_seq bigint := private.json_integer(request -> 'before_seq', 1, 9007199254740991);
  content_tables text[] := array(select e.name from sync.entities e where 'restore' = any (e.operations) and 'band_id' = any (e.scope_columns));
  answer json;
  more boolean;
begin
  if before_seq is null and coalesce(jsonb_typeof(request -> 'before_seq'), 'null') <> 'null' then
    perform private.fail(400, 'invalid_request', '"before_seq" must be the number of a change.', 'before_seq');
  end if;
  -- At most about 2 MB, like a page of a pull.
  select coalesce(json_agg(page.body order by page.seq desc) filter (where page.fits), '[]'), coalesce(bool_or(not page.fits), false)
    into answer, more
    from (select found.seq, found.body,
                 row_number() over newest <= most and sum(found.size) over newest - found.size < 2000000 as fits
            from (select c.seq, 2 * coalesce(pg_column_size(c.row_after), 0) as size,
                         json_build_object('seq', c.seq, 'table', c.table_name, 'id', c.record_id, 'version', c.version, 'op', c.op,
                                           'by', c.made_by, 'at', c.made_at, 'client', c.client, 'paths', c.paths, 'row', c.row_after,
                                           'before', (select b.row_after from sync.changes b
                                                       where b.record_id = c.record_id and b.seq < c.seq and b.scope_id = c.scope_id
                                                         and b.table_name = c.table_name
                                                       order by b.seq desc limit 1)) as body
                    from sync.changes c
                   where c.scope_id = band and c.table_name = any (content_tables) and (before_seq is null or c.seq < before_seq)
                   order by c.seq desc limit most + 1) found
          window newest as (order by found.seq desc)) page;
  return json_build_object('changes', answer, 'more', more);
end $$;

/*
  trash {band, limit (<= 500), after?: {at, id}} -> {records: [{table, id, at, by, row}], more}
  Records that were deleted in the last 30 days and can be restored, newest first; `after` is `at` and `id` of the last record
  of the page before. private.prune() keeps them for 30 days; older ones that wait for its next run are not listed.
  Cost: reads all rows of the band by index, under 10 ms for 10,000 songs. Runs only when a person opens the trash.
*/
create function private.trash(request jsonb) returns json
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  band uuid := private.require_band_role(request, 'viewer');
  most integer := private.page_limit(request, 500);
  after_at timestamptz;
  after_id uuid;
  entity text;
  page json[];
  found json[] := '{}';
  records json;
begin
  if coalesce(jsonb_typeof(request -> 'after'), 'null') <> 'null' then
    after_id := private.required_uuid(request -> 'after', 'id');
    begin
      after_at := (request -> 'after' ->> 'at')::timestamptz;
    exception when others then
      after_at := null;
    end;
    if after_at is null then
      perform private.fail(400, 'invalid_request', '"at" must be a time.', 'after/at');
    end if;
  end if;
  for entity in select e.name from sync.entities e
                 where 'restore' = any (e.operations) and 'band_id' = any (e.scope_columns) order by e.name loop
    execute format('select coalesce(array_agg(json_build_object(''table'', %L, ''id'', t.id, ''at'', t.deleted_at,
                             ''by'', t.path_versions -> ''deleted_at'' ->> 2, ''row'', to_jsonb(t) - ''path_versions'')), ''{}'')
                      from (select * from public.%I
                             where band_id = $1 and deleted_at >= now() - interval ''30 days''
                               and ($2 is null or (deleted_at, id) < ($2, $3))
                             order by deleted_at desc, id desc limit $4 + 1) t', entity, entity)
      into page using band, after_at, after_id, most;
    found := found || page;
  end loop;
  select coalesce(json_agg(one.body order by one.n), '[]') into records
    from (select body, row_number() over (order by (body ->> 'at')::timestamptz desc, (body ->> 'id')::uuid desc) as n
            from unnest(found) body) one
   where one.n <= most;
  return json_build_object('records', records, 'more', cardinality(found) > most);
end $$;

create function private.version_json(c sync.changes) returns json language sql stable as $$
  select json_build_object('seq', c.seq, 'version', c.version, 'op', c.op, 'by', c.made_by, 'at', c.made_at,
                           'client', c.client, 'paths', c.paths, 'row', c.row_after) $$;

-- The registry entry of the table in a request.
create function private.required_entity(request jsonb) returns sync.entities language plpgsql stable as $$
declare
  entity sync.entities;
begin
  select e.* into entity from sync.entities e where e.name = request ->> 'table';
  if entity.name is null then
    perform private.fail(400, 'invalid_request',
                         format('There is no table "%s".', left(coalesce(request ->> 'table', ''), 80)), 'table');
  end if;
  return entity;
end $$;

-- The row's first scope that the person has access to, or null.
create function private.readable_scope(who uuid, entity sync.entities, body jsonb) returns uuid language plpgsql stable as $$
declare
  scope_column text;
begin
  foreach scope_column in array entity.scope_columns loop
    if private.rank_in(who, (body ->> scope_column)::uuid) > 0 then return (body ->> scope_column)::uuid; end if;
  end loop;
  return null;
end $$;

create function public.record_history(request jsonb) returns json language sql stable set search_path = '' as
$$ select private.record_history(request) $$;
create function public.activity(request jsonb) returns json language sql stable set search_path = '' as
$$ select private.activity(request) $$;
create function public.trash(request jsonb) returns json language sql stable set search_path = '' as
$$ select private.trash(request) $$;

revoke all on function public.record_history(jsonb), public.activity(jsonb), public.trash(jsonb) from public, anon;
grant execute on function private.record_history(jsonb), public.record_history(jsonb),
                          private.activity(jsonb), public.activity(jsonb),
                          private.trash(jsonb), public.trash(jsonb) to authenticated;
