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

/*
  Two people (or two devices of one person) changed the same path without knowing of each other. The record keeps what
  was committed first; the later value waits here, on every device of the band, until somebody chooses.

    path    a column, or items/<id>[/<prop>] in a map column: mine, theirs and base are its values
            "deleted_at": one side deleted what the other changed.
              An update met a deleted record: mine = everything it wanted to set, base = what was seen there,
                theirs = when it was deleted.
              A deletion met a changed record: mine = when it was to be deleted, base and theirs = null.
    mine    by mine_by, the person whose change waits; theirs by theirs_by, whose change was committed as theirs_version
  Resolving is an update of open and resolution; for "mine" and "merged" the device also pushes the record. Whoever
  resolves first has resolved it for all.
*/
create table public.conflicts (
  id             uuid primary key default gen_random_uuid(),
  band_id        uuid not null references public.bands on delete cascade,
  record_table   text not null,
  record_id      uuid not null,
  path           text not null,
  base           jsonb,
  mine           jsonb,
  theirs         jsonb,
  mine_by        uuid,
  mine_at        timestamptz,
  theirs_by      uuid,
  theirs_at      timestamptz,
  theirs_version integer,
  open           boolean not null default true,
  resolution     text,
  resolved_by    uuid,
  resolved_at    timestamptz,
  constraint conflicts_resolution_check check (
    case when open then resolution is null
         else coalesce(resolution in ('mine', 'theirs', 'merged', 'dismissed'), false) end)
);
-- A device that edits the same path again while its first value still waits replaces its own waiting value.
create index conflicts_open_idx on public.conflicts (record_id, path) where open;

create function private.resolve_conflict() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not old.open then
    new.open := old.open;
    new.resolution := old.resolution;
  elsif not new.open then
    new.resolved_by := auth.uid();
    new.resolved_at := now();
  end if;
  return new;
end $$;
create trigger resolve_conflict before update on public.conflicts
  for each row execute function private.resolve_conflict();

select sync.register_entity('conflicts', '{band_id}',
  writable => '{
    "open":       "A conflict is open or not.",
    "resolution": "A closed conflict says how it was resolved: mine, theirs, merged or dismissed."
  }',
  operations      => '{update}',
  last_write_wins => '{open,resolution}');
