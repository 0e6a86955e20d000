-- Profiles, bands, memberships and read marks, and the rules for who can read what.

create table public.profiles (
  id          uuid primary key references auth.users on delete cascade,
  user_id     uuid not null,
  name        text not null,
  avatar      jsonb,
  instruments text[] not null default '{}',
  constraint profiles_user_id_check     check (user_id = id),
  constraint profiles_name_check        check (name ~ '\S' and char_length(name) <= 80),
  constraint profiles_avatar_check      check (private.is_avatar(avatar)),
  constraint profiles_instruments_check check (private.are_words(instruments, 12, 40))
);

create table public.bands (
  id      uuid primary key,
  band_id uuid not null,
  name    text not null,
  constraint bands_band_id_check check (band_id = id),
  constraint bands_name_check    check (name ~ '\S' and char_length(name) <= 80)
);

-- One row per band and person, kept forever: leaving sets deleted_at, joining again clears it. Name, avatar and instruments
-- are copied from the profile, so that band mates can be shown without access to each other's profiles.
create table public.memberships (
  id          uuid primary key default gen_random_uuid(),
  band_id     uuid not null references public.bands on delete cascade,
  user_id     uuid not null references auth.users on delete cascade,
  role        text not null,
  name        text not null default '',
  avatar      jsonb,
  instruments text[] not null default '{}',
  unique (band_id, user_id),
  constraint memberships_role_check check (private.rank(role) > 0)
);

-- What a person has read, on any of their devices. The last write wins.
-- A mark's id is a hash of the person's id and the record's id, so that two devices that read a record at once write one row.
-- The ids were once combined by xor. A band mate, who knows both, could take a mark's id first: the owner's mark was then
-- rejected, and the rejection revealed who had read what. Record ids are free to choose, so checking an xor would not
-- help: a record id could be chosen to match someone else's mark. A hash cannot be matched like that.
create table public.read_marks (
  id           uuid primary key,
  user_id      uuid not null references auth.users on delete cascade,
  record_table text not null,
  record_id    uuid not null,
  seen_version integer,
  seen_at      timestamptz,
  constraint read_marks_record_id_check    check (id = private.combined_id(user_id, record_id)),
  constraint read_marks_record_table_check check (char_length(record_table) between 1 and 63),
  constraint read_marks_seen_version_check check (seen_version >= 0)
);

-- ── Who may see what ─────────────────────────────────────────────────────────────────────────────────────────────────

-- Used as `band_id in (select private.my_band_ids())`, which runs once per statement rather than once per row.
-- `security definer` because the policy of memberships calls it: with the caller's rights it would recurse.
create function private.my_band_ids(least_role text default 'viewer') returns setof uuid
language plpgsql stable security definer set search_path = '' rows 10 as $$
begin
  return query select m.band_id from public.memberships m
                where m.user_id = auth.uid() and m.deleted_at is null and private.rank(m.role) >= private.rank(least_role);
end $$;
grant execute on function private.my_band_ids(text) to authenticated;

-- A person's rank in a scope, 0 if they have no access. Everyone is the owner of their own scope.
create function private.rank_in(who uuid, scope uuid) returns integer language plpgsql stable as $$
begin
  if scope = who then return private.rank('owner'); end if;
  return coalesce((select private.rank(m.role) from public.memberships m
                    where m.band_id = scope and m.user_id = who and m.deleted_at is null), 0);
end $$;

-- ── Copies of the profile ────────────────────────────────────────────────────────────────────────────────────────────

create function private.make_profile() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  requested text := btrim(left(btrim(new.raw_user_meta_data ->> 'name'), 80));
  mailbox text := left(split_part(new.email, '@', 1), 80);
begin
  insert into sync.scopes (id, kind) values (new.id, 'user') on conflict (id) do nothing;
  insert into public.profiles (id, user_id, name)
  values (new.id, new.id, case when requested ~ '\S' then requested when mailbox ~ '\S' then mailbox else 'Musician' end)
  on conflict (id) do nothing;
  return null;
end $$;

create function private.copy_profile() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.deleted_at is null then
    select p.name, p.avatar, p.instruments into new.name, new.avatar, new.instruments
      from public.profiles p where p.id = new.user_id;
  end if;
  return new;
end $$;

create function private.spread_profile() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.memberships set name = new.name, avatar = new.avatar, instruments = new.instruments
   where user_id = new.user_id and deleted_at is null;
  return null;
end $$;

create trigger copy_profile before insert or update on public.memberships
  for each row execute function private.copy_profile();
create trigger spread_profile after update of name, avatar, instruments on public.profiles
  for each row execute function private.spread_profile();

-- ── Synced tables ────────────────────────────────────────────────────────────────────────────────────────────────────

select sync.register_entity('profiles', '{user_id}');
select sync.register_entity('bands', '{band_id}',
  writable   => '{"name": "The band''s name needs 1 to 80 characters."}',
  operations => '{update}',
  least_role => 'admin');
-- A membership is in two logs: the band's, for its list of members, and the person's, for their list of bands.
select sync.register_entity('memberships', '{band_id,user_id}');
select sync.register_entity('read_marks', '{user_id}',
  writable => '{
    "record_table": "A read mark needs the name of a table.",
    "record_id":    "A read mark is for one record, and its id is made of that record''s and the person''s.",
    "seen_version": "The seen version is a whole number.",
    "seen_at":      "The time of reading is a point in time."
  }',
  operations      => '{insert,update}',
  last_write_wins => '{record_table,record_id,seen_version,seen_at}');

-- Used by private.my_band_ids and by private.spread_profile.
create index memberships_live_user_idx on public.memberships (user_id) where deleted_at is null;

create trigger make_profile after insert on auth.users for each row execute function private.make_profile();

-- For a project that already has accounts.
insert into sync.scopes (id, kind) select id, 'user' from auth.users on conflict (id) do nothing;
insert into public.profiles (id, user_id, name)
select id, id, case when left(split_part(email, '@', 1), 80) ~ '\S' then left(split_part(email, '@', 1), 80) else 'Musician' end
  from auth.users on conflict (id) do nothing;

-- ── Read marks of older apps ─────────────────────────────────────────────────────────────────────────────────────────

-- The read mark id of older apps: the xor of two ids. Applying it to the result and one id returns the other id.
create function private.xor_id(one uuid, other uuid) returns uuid language plpgsql immutable as $$
declare
  mixed bit(128) := ('x' || replace(one::text, '-', ''))::bit(128) # ('x' || replace(other::text, '-', ''))::bit(128);
begin
  return (lpad(to_hex(substring(mixed from 1 for 64)::bigint), 16, '0')
       || lpad(to_hex(substring(mixed from 65 for 64)::bigint), 16, '0'))::uuid;
end $$;

-- The id of the mark that a device means. A device that was offline for long, or runs an older app, sends an xor id; its owner
-- could do nothing about a rejection.
create function private.current_read_mark_id(who uuid, op text, mark uuid, set_values jsonb) returns uuid language plpgsql stable as $$
declare
  marked uuid := private.xor_id(mark, who);
begin
  if op = 'insert' then
    return case when set_values -> 'record_id' = to_jsonb(marked) then private.combined_id(who, marked) else mark end;
  elsif not exists (select from public.read_marks r where r.id = mark and r.user_id = who) then
    return private.combined_id(who, marked);
  end if;
  return mark;
end $$;
