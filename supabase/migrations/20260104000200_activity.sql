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

create function public.activity(request jsonb) returns json language sql stable set search_path = '' as
$$ select private.activity(request) $$;
revoke all on function public.activity(jsonb) from public, anon;
grant execute on function private.activity(jsonb), public.activity(jsonb) to authenticated;
