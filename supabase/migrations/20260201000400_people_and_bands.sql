-- Profiles, bands, memberships, read marks; who may see what.

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

-- One row per band and person, for ever: leaving is a tombstone, and joining again revives it. Name, avatar and
-- instruments are copies of the profile, so that a band's people can be shown without reading anybody's profile.
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

-- What a person has seen, on whichever device. Not worth a question: the last write wins.
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

-- Used as `band_id in (select private.my_band_ids())`: asked once per statement, not once per row. With the owner's
-- rights, or the policy of memberships would ask itself.
create function private.my_band_ids(least_role text default 'viewer') returns setof uuid
language plpgsql stable security definer set search_path = '' rows 10 as $$
begin
  return query select m.band_id from public.memberships m
                where m.user_id = auth.uid() and m.deleted_at is null and private.rank(m.role) >= private.rank(least_role);
end $$;
grant execute on function private.my_band_ids(text) to authenticated;

-- The rank of a person in a scope; 0 when it is none of theirs. In their own scope people are their own owner.
create function private.rank_in(who uuid, scope uuid) returns integer language plpgsql stable as $$
begin
  if scope = who then return private.rank('owner'); end if;
  return coalesce((select private.rank(m.role) from public.memberships m
                    where m.band_id = scope and m.user_id = who and m.deleted_at is null), 0);
end $$;

-- ── Copies of the profile ────────────────────────────────────────────────────────────────────────────────────────────

create function private.make_profile() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  asked text := btrim(left(btrim(new.raw_user_meta_data ->> 'name'), 80));
  mailbox text := left(split_part(new.email, '@', 1), 80);
begin
  insert into sync.scopes (id, kind) values (new.id, 'user') on conflict (id) do nothing;
  insert into public.profiles (id, user_id, name)
  values (new.id, new.id, case when asked ~ '\S' then asked when mailbox ~ '\S' then mailbox else 'Musician' end)
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
-- One row, two logs: the band sees who its people are, and each person which bands are theirs.
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

-- Of one's own band mates only: the index that "which bands are mine" and the copies of the profile use.
create index memberships_live_user_idx on public.memberships (user_id) where deleted_at is null;

create trigger make_profile after insert on auth.users for each row execute function private.make_profile();

-- A project that has accounts already.
insert into sync.scopes (id, kind) select id, 'user' from auth.users on conflict (id) do nothing;
insert into public.profiles (id, user_id, name)
select id, id, case when left(split_part(email, '@', 1), 80) ~ '\S' then left(split_part(email, '@', 1), 80) else 'Musician' end
  from auth.users on conflict (id) do nothing;

-- ── Read marks of an older app ───────────────────────────────────────────────────────────────────────────────────────

-- How the two were mixed before. Mixing the result with one of them gives the other.
create function private.mixed_id(one uuid, other uuid) returns uuid language plpgsql immutable as $$
declare
  mixed bit(128) := ('x' || replace(one::text, '-', ''))::bit(128) # ('x' || replace(other::text, '-', ''))::bit(128);
begin
  return (lpad(to_hex(substring(mixed from 1 for 64)::bigint), 16, '0')
       || lpad(to_hex(substring(mixed from 65 for 64)::bigint), 16, '0'))::uuid;
end $$;

-- The mark that a device means. One that was offline meanwhile, or still runs the app of before, says a mixed id; its
-- person must not be shown a refusal that they can do nothing about.
create function private.mark_of_today(who uuid, op text, mark uuid, set_values jsonb) returns uuid language plpgsql stable as $$
declare
  marked uuid := private.mixed_id(mark, who);
begin
  if op = 'insert' then
    return case when set_values -> 'record_id' = to_jsonb(marked) then private.combined_id(who, marked) else mark end;
  elsif not exists (select from public.read_marks r where r.id = mark and r.user_id = who) then
    return private.combined_id(who, marked);
  end if;
  return mark;
end $$;
