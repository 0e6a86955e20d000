-- Broadcasts: at its end a transaction stores the newest number of each scope that it changed, and sends one message to the
-- scope's channel. The message only makes sync faster; a device that misses it gets the changes from sync_pull.

create function private.announce() returns trigger
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  scope_row sync.scopes;
  topic text;
  changes json;
begin
  delete from sync.announcements a where a.scope_id = new.scope_id and a.transaction = new.transaction;
  update sync.scopes s set seq = greatest(s.seq, private.newest_seq(s.id)) where s.id = new.scope_id returning s.* into scope_row;
  topic := private.channel_topic(new.scope_id, new.topic_epoch);
  -- If this commit changes the channel, all devices still listen to the old one, including the device of the person who was
  -- removed. They learn that there are changes, not which.
  if scope_row.topic_epoch = new.topic_epoch and scope_row.seq - new.first_seq < 20 then
    select json_agg(private.change_json(c) order by c.seq) into changes
      from sync.changes c where c.scope_id = new.scope_id and c.seq >= new.first_seq;
  end if;
  if octet_length(changes::text) <= 60000 then
    perform realtime.send(jsonb_build_object('scope', new.scope_id, 'epoch', scope_row.epoch, 'changes', changes), 'changes', topic, true);
  else
    perform realtime.send(jsonb_build_object('scope', new.scope_id, 'seq', scope_row.seq), 'head', topic, true);
  end if;
  return null;
end $$;

-- Deferred to the end of the transaction, when the log holds all its changes.
create constraint trigger announce after insert on sync.announcements
  deferrable initially deferred for each row execute function private.announce();

-- Whether the caller can join a channel: of their band or their own scope, with the current topic epoch.
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
-- Members publish presence only. They cannot broadcast, because devices trust `changes` messages to come from the server.
create policy "members show their presence" on realtime.messages for insert to authenticated
  with check (extension = 'presence' and (select private.may_join(realtime.topic())));
