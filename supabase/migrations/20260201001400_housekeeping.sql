-- What an operator runs: by hand, or from pg_cron once a day: select private.prune();

/*
  Shortens logs and purges tombstones. A scope keeps the changes of `keep_for` and at least its newest `keep_changes`; a
  cursor from before gets a snapshot. A deleted record can be restored for `keep_deleted`; then its row goes, and its
  content is taken out of what is left of the log. Both belong together: a device whose cursor is older than a purge
  would never hear of the deletion, so keep_deleted must not be longer than keep_for.
*/
create function private.prune(keep_for interval default '90 days', keep_changes bigint default 10000,
                              keep_deleted interval default '30 days')
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  place record;
  entity text;
  up_to bigint;
  gone uuid[];
  pruned bigint := 0;
  purged bigint := 0;
  touched bigint;
begin
  if keep_deleted > keep_for then
    raise exception 'Deleted records must not be kept longer than the log of their deletion.';
  end if;
  for place in select id from sync.scopes order by id loop
    -- The lock that writers take: a device that pulls sees the log before or after, never between.
    perform from sync.scopes s where s.id = place.id for no key update;
    select least(max(c.seq), (select s.seq - keep_changes from sync.scopes s where s.id = place.id)) into up_to
      from sync.changes c where c.scope_id = place.id and c.made_at < now() - keep_for;
    continue when up_to is null or up_to <= 0;
    delete from sync.changes c where c.scope_id = place.id and c.seq <= up_to;
    get diagnostics touched = row_count;
    pruned := pruned + touched;
    update sync.scopes s set oldest_seq = greatest(s.oldest_seq, up_to) where s.id = place.id;
  end loop;
  for entity in select e.name from sync.entities e where 'delete' = any (e.operations) order by e.name loop
    execute format('with purged as (delete from public.%I where deleted_at < now() - $1 returning id)
                    select coalesce(array_agg(id), ''{}'') from purged', entity) into gone using keep_deleted;
    update sync.changes c set row_after = null where c.table_name = entity and c.record_id = any (gone);
    purged := purged + cardinality(gone);
  end loop;
  purged := purged + private.erase_bands(keep_deleted);
  delete from sync.join_failures f where f.failed_at < now() - interval '1 day';
  return jsonb_build_object('changes', pruned, 'records', purged, 'answers', private.forget_answers());
end $$;

-- Erases the bands that were deleted longer ago than that, with everything that was in them. Returns how many.
create function private.erase_bands(older_than interval) returns integer language plpgsql set search_path = '' as $$
declare
  band uuid;
  erased integer := 0;
begin
  for band in select b.id from public.bands b where b.deleted_at < now() - older_than order by b.id loop
    perform private.lock_scopes(array[band]);
    -- The log first: what is erased next would be logged for nobody.
    delete from sync.changes c where c.scope_id = band;
    delete from sync.scopes s where s.id = band;
    delete from public.bands b where b.id = band;
    erased := erased + 1;
  end loop;
  return erased;
end $$;

/*
  Of devices that were not seen for `keep_for` only receipts stay: that a mutation was handled, by which content it is known,
  and whether it was taken, refused or is a question; not the rows that were sent with the answers. A device of which
  nothing is unanswered is forgotten as a whole. Returns how many answers were shortened or devices forgotten.

  The receipts stay for good, because exactly once has no end: a device that comes back after a year with mutations that
  it sent a year ago is told what they came to then. Without them it would have to send again, under another name, and
  would do a second time what it had done. A device that was forgotten as a whole had said that every answer arrived, so
  whatever it sends now is new.
*/
create function private.forget_answers(keep_for interval default '180 days') returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  shortened bigint;
  forgotten bigint;
begin
  update sync.results r set result = r.result || '{"row": null, "version": null, "seq": null}'
    from sync.clients c
   where c.id = r.client_id and c.seen_at < now() - keep_for and r.result -> 'row' <> 'null';
  get diagnostics shortened = row_count;
  delete from sync.clients c
   where c.seen_at < now() - keep_for and not exists (select from sync.results r where r.client_id = c.id);
  get diagnostics forgotten = row_count;
  return shortened + forgotten;
end $$;

-- After a backup was restored: the same numbers now mean other changes, so every device has to start from a snapshot.
create function private.new_log_epoch() returns void language sql security definer set search_path = '' as
$$ update sync.scopes set epoch = private.random_name() $$;

-- ── Every night ──────────────────────────────────────────────────────────────────────────────────────────────────────

-- Has private.prune() run every night by pg_cron; answers whether that extension is there. A project that turns it on
-- later calls this once more. Any number of calls leave one job: it goes by its name.
create function private.schedule_prune() returns boolean language plpgsql set search_path = '' as $$
begin
  if to_regprocedure('cron.schedule(text, text, text)') is null then return false; end if;
  execute 'select cron.schedule($1, $2, $3)' using 'rockon-prune', '17 3 * * *', 'select private.prune()';
  return true;
end $$;

-- A database without it, or one where this account may not use it, is not worse off than before: its operator calls
-- private.prune() in another way, as the local stack does.
do $$
begin
  perform private.schedule_prune();
exception when others then
  raise warning 'The nightly private.prune() could not be scheduled: %', sqlerrm;
end $$;
