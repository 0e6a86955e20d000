-- Setlists, shows and practices. Lists that several people edit at once (the songs of a set, an agenda, contacts) are map
-- columns, {item id: {order, …}}, so that people who add, move or edit different items cause no conflict.
-- The last write wins for an item's order and for its checkbox: when two people drag the same song, the later move is right.

create table public.setlists (
  id             uuid primary key,
  band_id        uuid not null references public.bands on delete cascade,
  name           text not null,
  -- The planned length of the set, and the local time at which its first song starts.
  target_seconds integer,
  starts_at      text,
  notes          text,
  items          jsonb not null default '{}',
  -- The setlist that this one was copied from. No foreign key, because the original can be purged first.
  forked_from    uuid,
  constraint setlists_name_check           check (name ~ '\S' and char_length(name) <= 120),
  constraint setlists_target_seconds_check check (target_seconds between 1 and 86400),
  constraint setlists_starts_at_check      check (private.is_clock(starts_at)),
  constraint setlists_notes_check          check (char_length(notes) <= 10000),
  constraint setlists_items_check          check (private.are_items(items, 500, '{kind,order}', '{
    "kind":    ["one", "song", "break", "section", "note"],
    "order":   ["order"],
    "song":    ["id"],
    "title":   ["text", 200],
    "seconds": ["whole", 1, 36000],
    "key":     ["text", 12],
    "bpm":     ["whole", 1, 999],
    "tuning":  ["text", 60],
    "note":    ["text", 1000]
  }'))
);

select sync.register_entity('setlists', '{band_id}',
  writable => '{
    "name":           "The name needs 1 to 120 characters.",
    "target_seconds": "The target is a length of time from 1 second to 24 hours.",
    "starts_at":      "The start is a time of day like 20:30.",
    "notes":          "The notes take up to 10,000 characters.",
    "items":          "A setlist holds up to 500 songs, breaks, sections and notes.",
    "forked_from":    "What a setlist was copied from is another setlist."
  }',
  operations => '{insert,update,delete,restore}',
  maps       => '{items}',
  last_write_wins => '{items/*/order}');

create table public.shows (
  id          uuid primary key,
  band_id     uuid not null references public.bands on delete cascade,
  name        text not null,
  status      text,
  date        text,
  time_zone   text,
  load_in     text,
  soundcheck  text,
  doors       text,
  set_time    text,
  ends_at     text,
  venue       text,
  address     text,
  -- Minor units of the currency: cents, pence, yen.
  pay_minor   integer,
  currency    text,
  contacts    jsonb not null default '{}',
  setlist_id  uuid,
  notes       text,
  constraint shows_name_check       check (name ~ '\S' and char_length(name) <= 120),
  constraint shows_status_check     check (status in ('asked', 'tentative', 'confirmed', 'played', 'cancelled')),
  constraint shows_date_check       check (private.is_day(date)),
  constraint shows_time_zone_check  check (private.is_zone(time_zone)),
  constraint shows_load_in_check    check (private.is_clock(load_in)),
  constraint shows_soundcheck_check check (private.is_clock(soundcheck)),
  constraint shows_doors_check      check (private.is_clock(doors)),
  constraint shows_set_time_check   check (private.is_clock(set_time)),
  constraint shows_ends_at_check    check (private.is_clock(ends_at)),
  constraint shows_venue_check      check (char_length(venue) <= 200),
  constraint shows_address_check    check (char_length(address) <= 500),
  constraint shows_pay_minor_check  check (pay_minor between 0 and 2000000000),
  constraint shows_currency_check   check (currency ~ '^[A-Z]{3}$'),
  constraint shows_notes_check      check (char_length(notes) <= 10000),
  constraint shows_contacts_check   check (private.are_items(contacts, 50, '{name,order}', '{
    "name":  ["text", 120],
    "order": ["order"],
    "role":  ["text", 80],
    "phone": ["text", 60],
    "email": ["text", 254],
    "note":  ["text", 500]
  }'))
);

select sync.register_entity('shows', '{band_id}',
  writable => '{
    "name":       "The name needs 1 to 120 characters.",
    "status":     "The status is one of asked, tentative, confirmed, played and cancelled.",
    "date":       "The date is a day like 2026-11-28.",
    "time_zone":  "The time zone is a name like Europe/Berlin.",
    "load_in":    "Load-in is a time of day like 17:30.",
    "soundcheck": "Soundcheck is a time of day like 18:00.",
    "doors":      "Doors is a time of day like 19:30.",
    "set_time":   "The set time is a time of day like 20:30.",
    "ends_at":    "The end is a time of day like 23:00.",
    "venue":      "The venue takes up to 200 characters.",
    "address":    "The address takes up to 500 characters.",
    "pay_minor":  "The pay is a whole number of the smallest coin, up to 2,000,000,000.",
    "currency":   "The currency is a code of three letters like EUR.",
    "contacts":   "A show holds up to 50 contacts; each needs a name.",
    "setlist_id": "The setlist of a show is one of the band''s setlists.",
    "notes":      "The notes take up to 10,000 characters."
  }',
  operations => '{insert,update,delete,restore}',
  maps       => '{contacts}',
  last_write_wins => '{contacts/*/order}');

create table public.practices (
  id          uuid primary key,
  band_id     uuid not null references public.bands on delete cascade,
  name        text,
  status      text,
  date        text,
  time_zone   text,
  starts_at   text,
  ends_at     text,
  place       text,
  agenda      jsonb not null default '{}',
  objectives  jsonb not null default '{}',
  setlist_id  uuid,
  notes       text,
  wrap_up     text,
  rating      integer,
  constraint practices_name_check       check (name ~ '\S' and char_length(name) <= 120),
  constraint practices_status_check     check (status in ('planned', 'done', 'cancelled')),
  -- The app shows a practice by its name or its date, so it needs one of them.
  constraint practices_date_check       check (private.is_day(date) and (date is not null or name is not null)),
  constraint practices_time_zone_check  check (private.is_zone(time_zone)),
  constraint practices_starts_at_check  check (private.is_clock(starts_at)),
  constraint practices_ends_at_check    check (private.is_clock(ends_at)),
  constraint practices_place_check      check (char_length(place) <= 500),
  constraint practices_notes_check      check (char_length(notes) <= 10000),
  constraint practices_wrap_up_check    check (char_length(wrap_up) <= 10000),
  constraint practices_rating_check     check (rating between 1 and 5),
  constraint practices_agenda_check     check (private.are_items(agenda, 200, '{kind,order}', '{
    "kind":  ["one", "song", "topic"],
    "order": ["order"],
    "song":  ["id"],
    "title": ["text", 200],
    "note":  ["text", 2000],
    "done":  ["flag"]
  }')),
  constraint practices_objectives_check check (private.are_items(objectives, 100, '{text,order}', '{
    "text":  ["text", 300],
    "order": ["order"],
    "done":  ["flag"]
  }'))
);

select sync.register_entity('practices', '{band_id}',
  writable => '{
    "name":       "The name takes up to 120 characters.",
    "status":     "The status is one of planned, done and cancelled.",
    "date":       "A practice needs a date like 2026-11-28, or a name.",
    "time_zone":  "The time zone is a name like Europe/Berlin.",
    "starts_at":  "The start is a time of day like 19:00.",
    "ends_at":    "The end is a time of day like 22:00.",
    "place":      "The place takes up to 500 characters.",
    "agenda":     "An agenda holds up to 200 songs and topics.",
    "objectives": "A practice holds up to 100 objectives; each needs a text.",
    "setlist_id": "The setlist of a practice is one of the band''s setlists.",
    "notes":      "The notes take up to 10,000 characters.",
    "wrap_up":    "The wrap-up takes up to 10,000 characters.",
    "rating":     "The rating is a whole number from 1 to 5."
  }',
  operations => '{insert,update,delete,restore}',
  maps       => '{agenda,objectives}',
  last_write_wins => '{agenda/*/order,agenda/*/done,objectives/*/order,objectives/*/done}');
