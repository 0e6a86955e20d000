-- A waiting value is replaced only by a value that was written on top of it.

-- Stores a value that could not be committed, and returns {id, path} of its conflict. It replaces an earlier waiting value of
-- the same person, device and path if its author saw that value, or if the device does not say what its author saw. Any other
-- value waits in a conflict of its own. In a form that was opened before the first conflict, a person starts from the same base
-- and does not see the waiting value: replacing it would lose its words.
create or replace function private.record_conflict(entity_name text, record jsonb, who uuid, client uuid, path text, base jsonb,
                                                   mine jsonb, theirs jsonb, theirs_by text, theirs_at text,
                                                   theirs_version integer) returns jsonb
language plpgsql as $$
declare
  kept uuid;
  origin text := current_setting('rockon.origin', true);
begin
  -- Logged for the device but without the mutation's id: a device takes the log entry with that id for its own record.
  perform set_config('rockon.origin', client::text, true);
  update public.conflicts set mine = record_conflict.mine, mine_at = now()
   where id = (
     select c.id from public.conflicts c
      where c.record_id = (record ->> 'id')::uuid and c.path = record_conflict.path and c.open
        and c.record_table = entity_name and c.mine_by = who and c.updated_client = client
        and (c.mine = record_conflict.base
             -- The same edit, sent as two mutations.
             or (c.mine = record_conflict.mine and c.base = record_conflict.base)
             -- An SQL null: the device did not send `was`. A JSON null is an empty field that the author saw.
             or (c.base is null and record_conflict.base is null))
      -- Of several waiting values always the same one. Values of one call have the same mine_at, hence the other keys.
      order by c.mine is not distinct from record_conflict.base desc, c.mine_at desc, c.theirs_version desc,
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
