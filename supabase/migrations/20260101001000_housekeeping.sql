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
  delete from sync.join_failures f where f.failed_at < now() - interval '1 day';
  return jsonb_build_object('changes', pruned, 'records', purged);
end $$;

-- After a backup was restored: the same numbers now mean other changes, so every device has to start from a snapshot.
create function private.new_log_epoch() returns void language sql security definer set search_path = '' as
$$ update sync.scopes set epoch = private.random_name() $$;
