import { fold, searchWords } from './fold.ts';
import type { Song } from './song.ts';

const searchTexts = new WeakMap<object, string>();

/** All searched texts of a song, without accents and case. Cached per row object, for lists of thousands. */
function searchText(song: Song): string {
  const known = searchTexts.get(song);
  if (known !== undefined) return known;
  const text = fold([song.title, song.artist ?? '', song.album ?? '', ...song.tags].join('\n'));
  searchTexts.set(song, text);
  return text;
}

/** Whether every word of the search is in title, artist, album or tags; `Title - Artist` works too. */
export function songMatcher(search: string): (song: Song) => boolean {
  const words = searchWords(search);
  if (words.length === 0) return () => true;
  return (song) => words.every((word) => searchText(song).includes(word));
}

export const SONG_SORTS = ['title', 'key', 'bpm', 'duration', 'tuning', 'status', 'changed'] as const;
export type SongSort = (typeof SONG_SORTS)[number];

/** Orders that depend on a song's history in shows and practices. */
export const HISTORY_SORTS = ['played', 'practiced'] as const;
export type HistorySort = (typeof HISTORY_SORTS)[number];

export const PLAYED_FILTERS = { never: 'Never played', '3-months': 'Not played in 3 months' } as const;
export type PlayedFilter = keyof typeof PLAYED_FILTERS;

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
const byText = (a: string, b: string) => collator.compare(a, b);
const STATUS_ORDER: Readonly<Record<string, number>> = { ready: 0, learning: 1, idea: 2, retired: 3 };

const VALUES: Readonly<Record<SongSort, (song: Song) => string | number | null>> = {
  title: (song) => song.title,
  key: (song) => song.key,
  bpm: (song) => song.bpm,
  duration: (song) => song.durationSeconds,
  tuning: (song) => song.tuning,
  status: (song) => (song.status === null ? null : (STATUS_ORDER[song.status] ?? null)),
  changed: (song) => song.updatedAt ?? '\uffff',
};

/** Unknown values come last in both directions; equal ones are sorted by title, then id, which makes the order total. */
function compareBy(sort: SongSort, direction: 1 | -1): (a: Song, b: Song) => number {
  const value = VALUES[sort];
  return (a, b) => {
    const left = value(a);
    const right = value(b);
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
    } else {
      const order =
        typeof left === 'number' && typeof right === 'number' ? left - right : byText(String(left), String(right));
      if (order !== 0) return order * direction;
    }
    return byText(a.title, b.title) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  };
}

const comparers = new Map<string, (a: Song, b: Song) => number>();

/** Returns the same function object for the same order, as shared queries need it. */
export function songComparer(sort: SongSort, descending: boolean): (a: Song, b: Song) => number {
  const name = `${sort}:${descending}`;
  const known = comparers.get(name);
  if (known !== undefined) return known;
  const made = compareBy(sort, descending ? -1 : 1);
  comparers.set(name, made);
  return made;
}
