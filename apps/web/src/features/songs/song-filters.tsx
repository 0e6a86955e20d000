import { SONG_STATUS_LABELS, type SONG_STATUSES } from '@rockon/domain';
import type { ReactNode } from 'react';
import { FilterChip } from '../../ui/chip.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import type { SongFilter } from './song-view.ts';

/** Search box and filter chips. */
export function SongFilters({
  search,
  onSearch,
  onEnter,
  filter,
  onFilter,
  counts,
  order,
  children,
}: {
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly onEnter: (box: HTMLInputElement) => void;
  readonly filter: SongFilter;
  readonly onFilter: (filter: SongFilter) => void;
  readonly counts: Readonly<Record<SongFilter, number>>;
  /** Beside the search box, for where the page is wide. */
  readonly order?: ReactNode;
  /** Further ways to narrow the list. */
  readonly children?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3.5 gap-y-3">
      <SearchBox
        label="Search"
        placeholder="Search title, artist, tag"
        value={search}
        onSearch={onSearch}
        onEnter={onEnter}
      />
      {order}
      <fieldset className="-mx-4 flex min-w-0 gap-2 overflow-x-auto px-4 [scrollbar-width:none] desk:mx-0 desk:flex-wrap desk:overflow-visible desk:px-0">
        <legend className="sr-only">Filter</legend>
        <FilterChip on={filter === 'all'} onClick={() => onFilter('all')}>
          All
        </FilterChip>
        {(counts.unread > 0 || filter === 'unread') && (
          <FilterChip on={filter === 'unread'} count={counts.unread} onClick={() => onFilter('unread')}>
            Unread
          </FilterChip>
        )}
        {(['ready', 'learning', 'idea', 'retired'] as const satisfies readonly (typeof SONG_STATUSES)[number][])
          .filter((status) => counts[status] > 0 || filter === status)
          .map((status) => (
            <FilterChip key={status} on={filter === status} count={counts[status]} onClick={() => onFilter(status)}>
              {SONG_STATUS_LABELS[status]}
            </FilterChip>
          ))}
        {children}
      </fieldset>
    </div>
  );
}
