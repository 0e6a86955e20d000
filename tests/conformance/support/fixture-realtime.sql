-- Policies for topics named room:<name>. Run as superuser.
create table public.room_members (room text, user_id uuid, may_write boolean not null default true);
create function public.room_of_topic() returns text language sql stable as
  $$ select case when realtime.topic() like 'room:%' then substr(realtime.topic(), 6) end $$;
create function public.in_room(writing boolean) returns boolean language sql stable security definer as
  $$ select exists (select from public.room_members m
                     where m.room = public.room_of_topic() and m.user_id = auth.uid() and (m.may_write or not writing)) $$;
create policy "members hear" on realtime.messages for select to authenticated
  using (extension in ('broadcast', 'presence') and public.in_room(false));
create policy "members speak" on realtime.messages for insert to authenticated
  with check (extension in ('broadcast', 'presence') and public.in_room(true));
create policy "a broken policy" on realtime.messages for select to authenticated
  using (realtime.topic() = 'broken' and (1 / (random() * 0)::int) = 1);
