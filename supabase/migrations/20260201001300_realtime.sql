-- At its end a transaction writes down how far the log of each scope that it changed has come, and tells the scope, once.
-- The telling is a hint for speed: what makes devices right is sync_pull.

create function private.announce() returns trigger
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  place sync.scopes;
  topic text;
  changes json;
begin
  delete from sync.announcements a where a.scope_id = new.scope_id and a.transaction = new.transaction;
  update sync.scopes s set seq = greatest(s.seq, private.newest_seq(s.id)) where s.id = new.scope_id returning s.* into place;
  topic := private.topic_of(new.scope_id, new.topic_epoch);
  -- When the channel changes in this commit, everybody still listens to the old one, the person who went included:
  -- it hears that there is something, never what.
  if place.topic_epoch = new.topic_epoch and place.seq - new.first_seq < 20 then
    select json_agg(private.change_json(c) order by c.seq) into changes
      from sync.changes c where c.scope_id = new.scope_id and c.seq >= new.first_seq;
  end if;
  if octet_length(changes::text) <= 60000 then
    perform realtime.send(jsonb_build_object('scope', new.scope_id, 'epoch', place.epoch, 'changes', changes), 'changes', topic, true);
  else
    perform realtime.send(jsonb_build_object('scope', new.scope_id, 'seq', place.seq), 'head', topic, true);
  end if;
  return null;
end $$;

-- At the end of the transaction, when all its changes are in the log.
create constraint trigger announce after insert on sync.announcements
  deferrable initially deferred for each row execute function private.announce();

-- Whether the caller may be in a channel: of a band or of themselves, and of its present epoch.
create function private.may_join(topic text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  scope uuid;
begin
  if topic is null or topic !~ '^scope:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9]{1,9}$' then return false; end if;
  scope := split_part(topic, ':', 2);
  return private.rank_in(auth.uid(), scope) > 0
     and exists (select from sync.scopes s where s.id = scope and s.topic_epoch = split_part(topic, ':', 3)::integer);
end $$;
grant execute on function private.may_join(text) to authenticated;

create policy "members listen to their scopes" on realtime.messages for select to authenticated
  using (extension in ('broadcast', 'presence') and (select private.may_join(realtime.topic())));
-- Members show that they are there. They do not broadcast: devices take `changes` for the server's word.
create policy "members show their presence" on realtime.messages for insert to authenticated
  with check (extension = 'presence' and (select private.may_join(realtime.topic())));
