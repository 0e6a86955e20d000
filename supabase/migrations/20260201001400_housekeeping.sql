-- Maintenance. Run `select private.prune();` once a day, by pg_cron or by hand.

/*
  Prunes logs and purges tombstones. A scope keeps the changes of the last `keep_for`, and at least its newest
  `keep_changes`; a device with an older cursor gets a snapshot. A deleted record can be restored for `keep_deleted`; then its
  row is deleted and its content removed from the log. keep_deleted must not exceed keep_for: a device whose cursor is older
  than the purge would never learn of the deletion.
  Returns how many changes, records and results were removed or trimmed.
*/
create function private.prune(keep_for interval default '90 days', keep_changes bigint default 10000,
                              keep_deleted interval default '30 days')
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  scope_row record;
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
  for scope_row in select id from sync.scopes order by id loop
    -- Takes the writers' lock, so that no change is numbered while the log is cut.
    perform from sync.scopes s where s.id = scope_row.id for no key update;
    select least(max(c.seq), (select s.seq - keep_changes from sync.scopes s where s.id = scope_row.id)) into up_to
      from sync.changes c where c.scope_id = scope_row.id and c.made_at < now() - keep_for;
    continue when up_to is null or up_to <= 0;
    delete from sync.changes c where c.scope_id = scope_row.id and c.seq <= up_to;
    get diagnostics touched = row_count;
    pruned := pruned + touched;
    update sync.scopes s set oldest_seq = greatest(s.oldest_seq, up_to) where s.id = scope_row.id;
  end loop;
  for entity in select e.name from sync.entities e where 'delete' = any (e.operations) order by e.name loop
    execute format('with purged as (delete from public.%I where deleted_at < now() - $1 returning id)
                    select coalesce(array_agg(id), ''{}'') from purged', entity) into gone using keep_deleted;
    update sync.changes c set row_after = null where c.table_name = entity and c.record_id = any (gone);
    purged := purged + cardinality(gone);
  end loop;
  purged := purged + private.erase_bands(keep_deleted);
  delete from sync.join_failures f where f.failed_at < now() - interval '1 day';
  return jsonb_build_object('changes', pruned, 'records', purged, 'answers', private.trim_results());
end $$;

-- Erases bands that were deleted longer than `older_than` ago, with all their data. Returns how many.
create function private.erase_bands(older_than interval) returns integer language plpgsql set search_path = '' as $$
declare
  band uuid;
  erased integer := 0;
begin
  for band in select b.id from public.bands b where b.deleted_at < now() - older_than order by b.id loop
    perform private.lock_scopes(array[band]);
    -- The log and the scope first: without a scope the deletions below are not logged.
    delete from sync.changes c where c.scope_id = band;
    delete from sync.scopes s where s.id = band;
    delete from public.bands b where b.id = band;
    erased := erased + 1;
  end loop;
  return erased;
end $$;

/*
  Trims the stored results of devices that were inactive for `keep_for`: removes the rows from them and keeps id, hash and
  status of each mutation. Deletes devices without unacknowledged results. Returns how many results were trimmed and devices
  deleted.

  The rest of a result is kept forever. A device that returns after a year and sends its mutations again gets the result
  of the first time; otherwise they would take effect twice. A deleted device had acknowledged every result, so whatever it
  sends later is new.
*/
create function private.trim_results(keep_for interval default '180 days') returns bigint
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

-- Run this after a backup was restored: the log reuses numbers for other changes, so every device has to load a snapshot.
create function private.new_log_epoch() returns void language sql security definer set search_path = '' as
$$ update sync.scopes set epoch = private.random_name() $$;

-- ── Schedule ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Schedules private.prune() every night with pg_cron, and returns whether pg_cron is installed. Call it again after enabling
-- pg_cron later; the job has a fixed name, so repeated calls leave one job.
create function private.schedule_prune() returns boolean language plpgsql set search_path = '' as $$
begin
  if to_regprocedure('cron.schedule(text, text, text)') is null then return false; end if;
  execute 'select cron.schedule($1, $2, $3)' using 'rockon-prune', '17 3 * * *', 'select private.prune()';
  return true;
end $$;

-- Without pg_cron, or without the right to use it, the migration still succeeds: the operator runs private.prune() in another
-- way, as the local stack does.
do $$
begin
  perform private.schedule_prune();
exception when others then
  raise warning 'The nightly private.prune() could not be scheduled: %', sqlerrm;
end $$;
