import { todayIn } from './calendar.ts';
import { isDay } from './fields/clock.ts';
import type { Practice } from './practice.ts';
import type { Setlist } from './setlist.ts';
import type { Show } from './show.ts';

/** What shows and practices tell of a song. Days like `2026-11-28`; null where no day is known. */
export interface SongHistory {
  readonly lastPlayed: string | null;
  /** At how many shows; twice in one evening is one. */
  readonly timesPlayed: number;
  readonly lastPractised: string | null;
}

export const NO_HISTORY: SongHistory = { lastPlayed: null, timesPlayed: 0, lastPractised: null };

const songsIn = (items: Readonly<Record<string, { readonly kind: string; readonly song?: string | undefined }>>) =>
  new Set(Object.values(items).flatMap(({ kind, song }) => (kind === 'song' && song !== undefined ? [song] : [])));

/**
 * By song id, from what the band itself says: shows that are marked as played, with the songs of their setlist, and
 * practices that are marked as done, with the songs of their agenda. A song that is in none has no entry. What is only
 * planned never counts, however long ago it was; a day that has not come is no day on which something was.
 */
export function songHistory(
  shows: readonly Pick<Show, 'status' | 'date' | 'timeZone' | 'setlistId'>[],
  setlists: readonly Pick<Setlist, 'id' | 'items'>[],
  practices: readonly Pick<Practice, 'status' | 'date' | 'timeZone' | 'agenda'>[],
  now: number,
): ReadonlyMap<string, SongHistory> {
  const later = (last: string | null, { date, timeZone }: Pick<Show, 'date' | 'timeZone'>): string | null =>
    date === null || !isDay(date) || date > todayIn(timeZone, now) || (last !== null && last >= date) ? last : date;
  const bySetlist = new Map(setlists.map(({ id, items }) => [id, items]));
  const found = new Map<string, SongHistory>();
  for (const show of shows) {
    const { status, setlistId } = show;
    if (status !== 'played' || setlistId === null) continue;
    for (const song of songsIn(bySetlist.get(setlistId) ?? {})) {
      const so = found.get(song) ?? NO_HISTORY;
      found.set(song, { ...so, timesPlayed: so.timesPlayed + 1, lastPlayed: later(so.lastPlayed, show) });
    }
  }
  for (const practice of practices) {
    const { status, agenda } = practice;
    if (status !== 'done') continue;
    for (const song of songsIn(agenda)) {
      const so = found.get(song) ?? NO_HISTORY;
      found.set(song, { ...so, lastPractised: later(so.lastPractised, practice) });
    }
  }
  return found;
}
