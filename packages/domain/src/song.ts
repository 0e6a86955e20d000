import * as z from 'zod/mini';
import { MAX_DURATION_SECONDS } from './duration.ts';
import { links } from './links.ts';
import type { Synced } from './synced-row.ts';
import { tags } from './tags.ts';
import { optionalText, optionalWhole, requiredText } from './text.ts';

export const SONG_STATUSES = ['idea', 'learning', 'ready', 'retired'] as const;
export type SongStatus = (typeof SONG_STATUSES)[number];

export const SONG_STATUS_LABELS: Readonly<Record<SongStatus, string>> = {
  idea: 'Idea',
  learning: 'Learning',
  ready: 'Ready',
  retired: 'Retired',
};

const DURATION_ERROR = 'Duration must be minutes and seconds like 3:45, up to 10 hours';

/** What the band knows of a song. Only the title must be known; null is "unknown" and never replaced by a guess. */
export const songSchema = z.object({
  title: requiredText('Title', 200),
  artist: optionalText('Artist', 200),
  album: optionalText('Album', 200),
  key: optionalText('Key', 12),
  bpm: optionalWhole('BPM', 1, 999),
  durationSeconds: z.nullable(
    z
      .number(DURATION_ERROR)
      .check(z.refine((n) => Number.isInteger(n) && n >= 1 && n <= MAX_DURATION_SECONDS, { error: DURATION_ERROR })),
  ),
  tuning: optionalText('Tuning', 60),
  difficulty: optionalWhole('Difficulty', 1, 5),
  status: z.nullable(z.enum(SONG_STATUSES, 'Status must be idea, learning, ready or retired')),
  tags,
  links,
  notes: optionalText('Notes', 10_000),
});

export type SongValues = z.output<typeof songSchema>;
export type Song = Synced<SongValues>;
