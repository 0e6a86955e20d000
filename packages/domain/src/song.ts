import { defineEntity, type EntityValues } from './fields/entity.ts';
import { duration, integer, links, oneOf, requiredText, tags, text } from './fields/field.ts';
import type { Synced } from './synced-row.ts';

export const SONG_STATUS_LABELS = { idea: 'Idea', learning: 'Learning', ready: 'Ready', retired: 'Retired' } as const;
export type SongStatus = keyof typeof SONG_STATUS_LABELS;
export const SONG_STATUSES = Object.keys(SONG_STATUS_LABELS) as SongStatus[];

/** A song. Only the title is required; null is "unknown" and never replaced by a guess. */
export const song = defineEntity({
  table: 'songs',
  noun: 'song',
  nouns: 'songs',
  searched: ['artist', 'album', 'tags', 'key', 'tuning'],
  matchedBy: ['title', 'artist'],
  aside: ['artist', 'key'],
  fields: {
    title: requiredText('Title', 200),
    artist: text('Artist', 200),
    album: text('Album', 200),
    key: text('Key', 12),
    bpm: integer('BPM', 1, 999),
    durationSeconds: duration('Duration'),
    tuning: text('Tuning', 60),
    difficulty: integer('Difficulty', 1, 5),
    status: oneOf('Status', SONG_STATUS_LABELS),
    tags: tags('Tags'),
    links: links('Links'),
    notes: text('Notes', 10_000, { long: true }),
  },
});

export type SongValues = EntityValues<typeof song>;
export type Song = Synced<SongValues>;
