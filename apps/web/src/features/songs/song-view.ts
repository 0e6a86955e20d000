import {
  HISTORY_SORTS,
  type HistorySort,
  keysOf,
  PLAYED_FILTERS,
  type PlayedFilter,
  SONG_SORTS,
  SONG_STATUSES,
  type SongSort,
  type SongStatus,
} from '@rockon/domain';
import { useMemo } from 'react';
import { useListSearchParams } from '../../records/use-list-search-params.ts';
import type { SortChoice } from '../../ui/sort-menu.tsx';

export type SongFilter = 'all' | 'unread' | SongStatus;

export const MORE_FILTERS = ['tag', 'key', 'tuning'] as const;
/** Null lets every song through. */
export type MoreFilters = Readonly<Record<(typeof MORE_FILTERS)[number], string | null>>;

/** Orders by what a song says of itself, and by what shows and practices say of it. */
export type SongListSort = SongSort | HistorySort;

const SORT_LABELS: Readonly<Record<SongListSort, string>> = {
  title: 'Title',
  key: 'Key',
  bpm: 'BPM',
  duration: 'Time',
  tuning: 'Tuning',
  status: 'Status',
  played: 'Last played',
  practised: 'Last practised',
  changed: 'Last changed',
};
export const SORTS: readonly SortChoice<SongListSort>[] = keysOf(SORT_LABELS).map((value) => ({
  value,
  label: SORT_LABELS[value],
}));

export const isHistorySort = (sort: SongListSort): sort is HistorySort => HISTORY_SORTS.some((each) => each === sort);

/** What the address says, where it is one of these. */
const oneOf = <T extends string>(known: readonly T[], said: string | null): T | null =>
  known.find((each) => each === said) ?? null;

const FILTERS: readonly SongFilter[] = ['unread', ...SONG_STATUSES];
const LIST_SORTS: readonly SongListSort[] = [...SONG_SORTS, ...HISTORY_SORTS];
const PLAYED = keysOf(PLAYED_FILTERS);
const NO_FILTERS = { show: null, tag: null, key: null, tuning: null, played: null };

/** What of the list is shown, kept in the address. */
export function useSongView() {
  const { params, search, setSearch, set } = useListSearchParams();
  const filter = oneOf(FILTERS, params.get('show')) ?? 'all';
  const sort = oneOf(LIST_SORTS, params.get('sort')) ?? 'title';
  const played = oneOf(PLAYED, params.get('played'));
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
    played,
    sort,
    descending,
    /** Whether the form for a new song is open; in the address, so that it can be linked to. */
    adding: params.has('add'),
    setAdding: (on: boolean) => set({ add: on ? '' : null }),
    setMore: (name: keyof MoreFilters, value: string | null) => set({ [name]: value }),
    setPlayed: (value: PlayedFilter | null) => set({ played: value }),
    setSearch,
    setFilter: (next: SongFilter) => set({ show: next === 'all' ? null : next }),
    /** The same column again turns the order round. */
    setSort: (next: SongListSort) =>
      set({
        sort: next === 'title' ? null : next,
        order: next === sort && !descending ? 'desc' : null,
      }),
    /** Shows what these words find, whatever was filtered. */
    find: (text: string) => set({ ...NO_FILTERS, q: text }),
    clear: () => set({ ...NO_FILTERS, q: null }),
  };
}
