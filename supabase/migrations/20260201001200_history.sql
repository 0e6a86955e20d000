-- What a record was, what was done, and what was deleted: read from the log and from the tombstones, with the rights of a
-- pull. To bring something back is an ordinary push, so nothing here writes.

/*
  record_history {table, record, before_seq?, limit (<= 100)} -> {versions: [{seq, version, op, by, at, client, paths, row}], more}
  The record's versions, newest first; before_seq is the seq of the last one of the page before. `row` is the whole row
  after the change, `paths` what changed. The log goes back as far as private.prune() leaves it: where version 1 is
  missing at the end, older versions are no longer known. A deleted record has a history until it is purged.
  A record of a band that is not the caller's is as unknown as one that never was: ids are not to be probed.
*/
create function private.record_history(request jsonb) returns json
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  who uuid := private.caller();
  record uuid := private.asked_uuid(request, 'record');
  most integer := private.page_limit(request, 100);
  entity sync.entities := private.asked_entity(request);
  before_seq bigint := private.whole_number(request -> 'before_seq', 1, 9007199254740991);
  scope uuid := private.scope_for(who, entity, sync.read_row(entity.name, record));
  versions json;
  more boolean;
begin
  if scope is null then
    perform private.fail(404, 'not_found', 'There is no such record in your bands.', 'record');
  elsif before_seq is null and coalesce(jsonb_typeof(request -> 'before_seq'), 'null') <> 'null' then
    perform private.fail(400, 'invalid_request', '"before_seq" must be the number of a change.', 'before_seq');
  end if;
  -- About 2 MB at most, like a page of a pull: a hundred versions of long notes are more than a phone wants at once.
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
  What was done to the band's own work (the tables whose deletions can be taken back), newest first; before_seq is the
  seq of the last one of the page before. `row` is the whole row after the change, `before` the one that it replaced;
  null for a new record, and where older versions are no longer known.
*/
create function private.activity(request jsonb) returns json
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  band uuid := private.asked_band(request, 'viewer');
  most integer := private.page_limit(request, 100);
  before_seq bigint := private.whole_number(request -> 'before_seq', 1, 9007199254740991);
  work text[] := array(select e.name from sync.entities e where 'restore' = any (e.operations) and 'band_id' = any (e.scope_columns));
  answer json;
  more boolean;
begin
  if before_seq is null and coalesce(jsonb_typeof(request -> 'before_seq'), 'null') <> 'null' then
    perform private.fail(400, 'invalid_request', '"before_seq" must be the number of a change.', 'before_seq');
  end if;
  -- About 2 MB at most, like a page of a pull.
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
                   where c.scope_id = band and c.table_name = any (work) and (before_seq is null or c.seq < before_seq)
                   order by c.seq desc limit most + 1) found
          window newest as (order by found.seq desc)) page;
  return json_build_object('changes', answer, 'more', more);
end $$;

/*
  trash {band, limit (<= 500), after?: {at, id}} -> {records: [{table, id, at, by, row}], more}
  What was deleted in the last 30 days and can be restored, of every table whose deletions can be taken back, newest
  first; `after` is at and id of the last one of the page before. 30 days is what private.prune() keeps: what waits for
  its next run is not offered any more.
  Cost: the live and deleted rows of the band by its index, 10,000 songs in under 10 ms; asked when somebody looks.
*/
create function private.trash(request jsonb) returns json
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' as $$
declare
  band uuid := private.asked_band(request, 'viewer');
  most integer := private.page_limit(request, 500);
  after_at timestamptz;
  after_id uuid;
  entity text;
  page json[];
  found json[] := '{}';
  records json;
begin
  if coalesce(jsonb_typeof(request -> 'after'), 'null') <> 'null' then
    after_id := private.asked_uuid(request -> 'after', 'id');
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

-- The registered table that a request names.
create function private.asked_entity(request jsonb) returns sync.entities language plpgsql stable as $$
declare
  entity sync.entities;
begin
  select e.* into entity from sync.entities e where e.name = request ->> 'table';
  if entity.name is null then
    perform private.fail(400, 'invalid_request',
                         format('There is no table "%s" here.', left(coalesce(request ->> 'table', ''), 80)), 'table');
  end if;
  return entity;
end $$;

-- The scope through which a person may see a row: its first one that is theirs; null when none is.
create function private.scope_for(who uuid, entity sync.entities, body jsonb) returns uuid language plpgsql stable as $$
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
