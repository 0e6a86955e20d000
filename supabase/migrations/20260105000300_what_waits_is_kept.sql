-- A value that waits in an open conflict was replaced by the next one of the same device, whatever that was written on.
-- Who goes on from what the record holds (the other's text) has not seen their own waiting text any more: replacing it
-- lost its words. Now only a value that was written on the waiting one, or on the same start, takes its place.
create or replace function private.keep_conflict(entity_name text, record jsonb, who uuid, client uuid, path text, base jsonb,
                                                 mine jsonb, theirs jsonb, theirs_by text, theirs_at text,
                                                 theirs_version integer) returns jsonb
language plpgsql as $$
declare
  kept uuid;
  origin text := current_setting('rockon.origin', true);
begin
  -- Logged as the device's doing but not as its mutation: the echo of a mutation is the change of its own record.
  perform set_config('rockon.origin', client::text, true);
  update public.conflicts set mine = keep_conflict.mine, mine_at = now()
   where id = (
     select c.id from public.conflicts c
      where c.record_id = (record ->> 'id')::uuid and c.path = keep_conflict.path and c.open
        and c.record_table = entity_name and c.mine_by = who and c.updated_client = client
        -- An SQL null and a JSON null both say that nothing was seen.
        and coalesce(keep_conflict.base, 'null') in (coalesce(c.mine, 'null'), coalesce(c.base, 'null'))
      -- One of them, where several wait, and of one call always the same one: there all have one time.
      order by coalesce(keep_conflict.base, 'null') = coalesce(c.mine, 'null') desc, c.mine_at desc, c.theirs_version desc,
               c.mine::text, c.base::text
      limit 1)
  returning id into kept;
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
