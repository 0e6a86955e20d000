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
import * as messages from './messages.ts';

export type SongFilter = 'all' | 'unread' | SongStatus;

export const MORE_FILTERS = ['tag', 'key', 'tuning'] as const;
/** Null lets every song through. */
export type MoreFilters = Readonly<Record<(typeof MORE_FILTERS)[number], string | null>>;

/** Sort orders by a song's own fields, and by its history of shows and practices. */
export type SongListSort = SongSort | HistorySort;

const SORT_LABELS: Readonly<Record<SongListSort, string>> = {
  title: messages.title,
  key: messages.key,
  bpm: messages.bpm,
  duration: messages.time,
  tuning: messages.tuning,
  status: messages.status,
  played: messages.lastPlayed,
  practiced: messages.lastPracticed,
  changed: messages.lastChanged,
};
export const SORTS: readonly SortChoice<SongListSort>[] = keysOf(SORT_LABELS).map((value) => ({
  value,
  label: SORT_LABELS[value],
}));

export const isHistorySort = (sort: SongListSort): sort is HistorySort => HISTORY_SORTS.some((each) => each === sort);

/** A parameter of the address, where it is a known value. */
const oneOf = <T extends string>(known: readonly T[], said: string | null): T | null =>
  known.find((each) => each === said) ?? null;

const FILTERS: readonly SongFilter[] = ['unread', ...SONG_STATUSES];
const LIST_SORTS: readonly SongListSort[] = [...SONG_SORTS, ...HISTORY_SORTS];
const PLAYED = keysOf(PLAYED_FILTERS);
const NO_FILTERS = { show: null, tag: null, key: null, tuning: null, played: null };

/** Search, filters and order of the list, kept in the address. */
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
    setMore: (name: keyof MoreFilters, value: string | null) => set({ [name]: value }),
    setPlayed: (value: PlayedFilter | null) => set({ played: value }),
    setSearch,
    setFilter: (next: SongFilter) => set({ show: next === 'all' ? null : next }),
    /** Choosing the same column again reverses the order. */
    setSort: (next: SongListSort) =>
      set({
        sort: next === 'title' ? null : next,
        order: next === sort && !descending ? 'desc' : null,
      }),
    /** Searches without any filters. */
    find: (text: string) => set({ ...NO_FILTERS, q: text }),
    clear: () => set({ ...NO_FILTERS, q: null }),
  };
}
