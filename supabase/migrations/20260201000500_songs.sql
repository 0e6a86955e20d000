-- Songs.

create table public.songs (
  id               uuid primary key,
  band_id          uuid not null references public.bands on delete cascade,
  title            text not null,
  artist           text,
  album            text,
  key              text,
  bpm              integer,
  duration_seconds integer,
  tuning           text,
  difficulty       integer,
  status           text,
  tags             text[] not null default '{}',
  links            jsonb  not null default '[]',
  notes            text,
  constraint songs_title_check            check (title ~ '\S' and char_length(title) <= 200),
  constraint songs_artist_check           check (char_length(artist) <= 200),
  constraint songs_album_check            check (char_length(album) <= 200),
  constraint songs_key_check              check (char_length(key) <= 12),
  constraint songs_bpm_check              check (bpm between 1 and 999),
  constraint songs_duration_seconds_check check (duration_seconds between 1 and 36000),
  constraint songs_tuning_check           check (char_length(tuning) <= 60),
  constraint songs_difficulty_check       check (difficulty between 1 and 5),
  constraint songs_status_check           check (status in ('idea', 'learning', 'ready', 'retired')),
  constraint songs_tags_check             check (private.are_words(tags, 20, 40)),
  constraint songs_links_check            check (private.are_links(links)),
  constraint songs_notes_check            check (char_length(notes) <= 10000)
);

select sync.register_entity('songs', '{band_id}',
  writable => '{
    "title":            "The title needs 1 to 200 characters.",
    "artist":           "The artist takes up to 200 characters.",
    "album":            "The album takes up to 200 characters.",
    "key":              "The key takes up to 12 characters.",
    "bpm":              "BPM is a whole number from 1 to 999.",
    "duration_seconds": "The duration is 1 second to 10 hours, in whole seconds.",
    "tuning":           "The tuning takes up to 60 characters.",
    "difficulty":       "The difficulty is a whole number from 1 to 5.",
    "status":           "The status is one of idea, learning, ready and retired.",
    "tags":             "A song takes up to 20 tags of 1 to 40 characters each.",
    "links":            "A song takes up to 10 links that start with http:// or https://, each up to 2000 characters, with labels of up to 80.",
    "notes":            "The notes take up to 10,000 characters."
  }',
  operations => '{insert,update,delete,restore}');
