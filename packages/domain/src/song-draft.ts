import { formatDuration, parseDuration } from './duration.ts';
import { formatLinks, parseLinks } from './links.ts';
import { type SongValues, songSchema } from './song.ts';
import { formatTags, parseTags } from './tags.ts';

/** A song as it stands in a form: text as typed, so that nothing a person wrote is lost by being wrong. */
export interface SongDraft {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly key: string;
  readonly bpm: string;
  readonly duration: string;
  readonly tuning: string;
  readonly difficulty: string;
  readonly status: string;
  readonly tags: string;
  readonly links: string;
  readonly notes: string;
}

export type SongDraftErrors = Partial<Record<keyof SongDraft, string>>;

export const EMPTY_SONG_DRAFT: SongDraft = {
  title: '',
  artist: '',
  album: '',
  key: '',
  bpm: '',
  duration: '',
  tuning: '',
  difficulty: '',
  status: '',
  tags: '',
  links: '',
  notes: '',
};

export function draftOfSong(song: SongValues): SongDraft {
  return {
    title: song.title,
    artist: song.artist ?? '',
    album: song.album ?? '',
    key: song.key ?? '',
    bpm: song.bpm === null ? '' : String(song.bpm),
    duration: song.durationSeconds === null ? '' : formatDuration(song.durationSeconds),
    tuning: song.tuning ?? '',
    difficulty: song.difficulty === null ? '' : String(song.difficulty),
    status: song.status ?? '',
    tags: formatTags(song.tags),
    links: formatLinks(song.links),
    notes: song.notes ?? '',
  };
}

/** Empty is unknown; what is no whole number becomes NaN, which the schema refuses with the field's own words. */
function whole(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

function duration(text: string): number | null {
  return text.trim() === '' ? null : (parseDuration(text) ?? Number.NaN);
}

export type ParsedSongDraft =
  | { readonly ok: true; readonly values: SongValues }
  | { readonly ok: false; readonly errors: SongDraftErrors };

/** Checks a form against the song's schema; each error names its field. */
export function parseSongDraft(draft: SongDraft): ParsedSongDraft {
  const result = songSchema.safeParse({
    title: draft.title,
    artist: draft.artist,
    album: draft.album,
    key: draft.key,
    bpm: whole(draft.bpm),
    durationSeconds: duration(draft.duration),
    tuning: draft.tuning,
    difficulty: whole(draft.difficulty),
    status: draft.status === '' ? null : draft.status,
    tags: parseTags(draft.tags),
    links: parseLinks(draft.links),
    notes: draft.notes,
  });
  if (result.success) return { ok: true, values: result.data };
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const field = String(issue.path[0]);
    const name = field === 'durationSeconds' ? 'duration' : field;
    errors[name] ??= issue.message;
  }
  return { ok: false, errors };
}

/** The fields that an edit changed, so that a push carries those and no other. */
export function changedValues(before: SongValues, after: SongValues): Partial<SongValues> {
  const changed: Record<string, unknown> = {};
  for (const field of Object.keys(after) as (keyof SongValues)[]) {
    if (JSON.stringify(before[field]) !== JSON.stringify(after[field])) changed[field] = after[field];
  }
  return changed as Partial<SongValues>;
}
