import { addMonths, todayIn } from './calendar.ts';
import { isDay } from './fields/clock.ts';
import type { Practice } from './practice.ts';
import type { Setlist } from './setlist.ts';
import type { Show } from './show.ts';
import type { HistorySort, PlayedFilter } from './song-list.ts';

/** A song's history in shows and practices. Days like `2026-11-28`; null when no day is known. */
export interface SongHistory {
  readonly lastPlayed: string | null;
  /** Number of shows; twice in one show counts once. */
  readonly timesPlayed: number;
  readonly lastPracticed: string | null;
  /** Number of practices. */
  readonly timesPracticed: number;
}

export const NO_HISTORY: SongHistory = { lastPlayed: null, timesPlayed: 0, lastPracticed: null, timesPracticed: 0 };

export type SongHistories = ReadonlyMap<string, SongHistory>;

const songsIn = (items: Readonly<Record<string, { readonly kind: string; readonly song?: string | undefined }>>) =>
  new Set(Object.values(items).flatMap(({ kind, song }) => (kind === 'song' && song !== undefined ? [song] : [])));

/**
 * By song id: shows marked as played, with the songs of their setlist, and practices marked as done, with the songs of
 * their agenda. A song that is in none has no entry. Planned events never count, however long ago they were, and a future
 * day is never a last day.
 */
export function songHistory(
  shows: readonly Pick<Show, 'status' | 'date' | 'timeZone' | 'setlistId'>[],
  setlists: readonly Pick<Setlist, 'id' | 'items'>[],
  practices: readonly Pick<Practice, 'status' | 'date' | 'timeZone' | 'agenda'>[],
  now: number,
): SongHistories {
  const dayOfWhatWas = ({ date, timeZone }: Pick<Show, 'date' | 'timeZone'>): string | null =>
    date === null || !isDay(date) || date > todayIn(timeZone, now) ? null : date;
  const later = (a: string | null, b: string | null) => (b === null || (a !== null && a >= b) ? a : b);
  const bySetlist = new Map(setlists.map(({ id, items }) => [id, items]));
  const found = new Map<string, SongHistory>();
  for (const show of shows) {
    const { status, setlistId } = show;
    if (status !== 'played' || setlistId === null) continue;
    const day = dayOfWhatWas(show);
    for (const song of songsIn(bySetlist.get(setlistId) ?? {})) {
      const so = found.get(song) ?? NO_HISTORY;
      found.set(song, { ...so, timesPlayed: so.timesPlayed + 1, lastPlayed: later(so.lastPlayed, day) });
    }
  }
  for (const practice of practices) {
    const { status, agenda } = practice;
    if (status !== 'done') continue;
    const day = dayOfWhatWas(practice);
    for (const song of songsIn(agenda)) {
      const so = found.get(song) ?? NO_HISTORY;
      found.set(song, {
        ...so,
        timesPracticed: so.timesPracticed + 1,
        lastPracticed: later(so.lastPracticed, day),
      });
    }
  }
  return found;
}

const dayOf = (history: SongHistory | undefined, what: HistorySort): string | null =>
  (what === 'played' ? history?.lastPlayed : history?.lastPracticed) ?? null;

/**
 * The last day, or `never` if there was none. `never` needs all shows, setlists and practices on the device; null is
 * unknown, also for an event without a date.
 */
export function lastDay(
  history: SongHistory | undefined,
  what: HistorySort,
  complete: boolean,
): { readonly day: string } | 'never' | null {
  const day = dayOf(history, what);
  if (day !== null) return { day };
  const times = (what === 'played' ? history?.timesPlayed : history?.timesPracticed) ?? 0;
  return times === 0 && complete ? 'never' : null;
}

/** Longest ago first, or last. Songs without a day come last in both directions; equal ones keep their order. */
export function byLastDay<S extends { readonly id: string }>(
  songs: readonly S[],
  bySong: SongHistories,
  what: HistorySort,
  descending: boolean,
): S[] {
  const days = new Map(songs.map(({ id }) => [id, dayOf(bySong.get(id), what)]));
  const direction = descending ? -1 : 1;
  return [...songs].sort((a, b) => {
    const [left, right] = [days.get(a.id) ?? null, days.get(b.id) ?? null];
    if (left === right) return 0;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -direction : direction;
  });
}

const LONG_MONTHS = 3;

/**
 * Finds songs that the band never played, or has not played for three months. Correct only when the whole history is
 * known, so check that it is complete.
 * @param today like `2026-11-28`
 */
export function playedMatcher(
  bySong: SongHistories,
  filter: PlayedFilter,
  today: string,
): (song: { readonly id: string }) => boolean {
  if (filter === 'never') return ({ id }) => (bySong.get(id)?.timesPlayed ?? 0) === 0;
  const since = addMonths(today, -LONG_MONTHS);
  return ({ id }) => {
    const last = dayOf(bySong.get(id), 'played');
    return last !== null && last <= since;
  };
}
