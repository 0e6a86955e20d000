import { SONG_STATUSES, type Song, type SongSort, type SongStatus, songMatcher } from '@rockon/domain';
import { useDeferredValue, useMemo } from 'react';
import { useListAddress } from '../../platform/records/use-list-address.ts';

export type SongFilter = 'all' | 'unread' | SongStatus;

export const MORE_FILTERS = ['tag', 'key', 'tuning'] as const;
/** Null lets every song through. */
export type MoreFilters = Readonly<Record<(typeof MORE_FILTERS)[number], string | null>>;

const FILTERS: readonly string[] = ['unread', ...SONG_STATUSES];
const SORTS: readonly string[] = ['key', 'bpm', 'duration', 'tuning', 'status', 'changed'];

/** What of the list is shown, kept in the address. */
export function useSongView() {
  const { params, search, setSearch, set } = useListAddress();
  const filter = (FILTERS.includes(params.get('show') ?? '') ? params.get('show') : 'all') as SongFilter;
  const sort = (SORTS.includes(params.get('sort') ?? '') ? params.get('sort') : 'title') as SongSort;
  const [tag, key, tuning] = MORE_FILTERS.map((name) => params.get(name));
  const more = useMemo<MoreFilters>(
    () => ({ tag: tag ?? null, key: key ?? null, tuning: tuning ?? null }),
    [tag, key, tuning],
  );
  const descending = params.get('order') === 'desc';
  return {
    search,
    filter,
    more,
    sort,
    descending,
    setMore: (name: keyof MoreFilters, value: string | null) => set({ [name]: value }),
    setSearch,
    setFilter: (next: SongFilter) => set({ show: next === 'all' ? null : next }),
    /** The same column again turns the order round. */
    setSort: (next: SongSort) =>
      set({
        sort: next === 'title' ? null : next,
        order: next === sort && !descending ? 'desc' : null,
      }),
    clear: () => set({ q: null, show: null, tag: null, key: null, tuning: null }),
  };
}

/** The songs that search and filter leave, in their order. Typing stays smooth: the list follows a moment later. */
export function useShownSongs(
  songs: readonly Song[],
  unread: ReadonlySet<string>,
  search: string,
  filter: SongFilter,
  { tag, key, tuning }: MoreFilters,
): readonly Song[] {
  const calm = useDeferredValue(search);
  return useMemo(() => {
    const narrowed = tag !== null || key !== null || tuning !== null;
    if (calm.trim() === '' && filter === 'all' && !narrowed) return songs;
    const matches = songMatcher(calm);
    return songs.filter(
      (song) =>
        (filter === 'all' || (filter === 'unread' ? unread.has(song.id) : song.status === filter)) &&
        (tag === null || song.tags.includes(tag)) &&
        (key === null || song.key === key) &&
        (tuning === null || song.tuning === tuning) &&
        matches(song),
    );
  }, [songs, unread, calm, filter, tag, key, tuning]);
}

/** How many songs each filter would show. */
export function useCounts(songs: readonly Song[], unread: ReadonlySet<string>): Readonly<Record<SongFilter, number>> {
  return useMemo(() => {
    const counts = { all: songs.length, unread: unread.size, idea: 0, learning: 0, ready: 0, retired: 0 };
    for (const { status } of songs) if (status !== null) counts[status] += 1;
    return counts;
  }, [songs, unread]);
}
