import { SONG_STATUS_LABELS, type SONG_STATUSES } from '@rockon/domain';
import { Search, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { FilterChip } from '../../ui/chip.tsx';
import type { SongFilter } from './song-view.ts';

/** Search box and filter chips. `/` goes to the search, Escape empties it. */
export function SongFilters({
  search,
  onSearch,
  filter,
  onFilter,
  counts,
  children,
}: {
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly filter: SongFilter;
  readonly onFilter: (filter: SongFilter) => void;
  readonly counts: Readonly<Record<SongFilter, number>>;
  /** Further ways to narrow the list. */
  readonly children?: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== '/' || target?.closest('input, textarea, select, [role="dialog"]') !== null) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="flex flex-wrap items-center gap-x-3.5 gap-y-3">
      <div className="relative w-full desk:max-w-[420px] desk:flex-1 desk:basis-72">
        <Search
          className="pointer-events-none absolute top-1/2 left-3 size-[18px] -translate-y-1/2 text-muted"
          aria-hidden="true"
        />
        <input
          ref={input}
          type="search"
          aria-label="Search"
          placeholder="Search title, artist, tag"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && search !== '') {
              event.preventDefault();
              onSearch('');
            }
          }}
          className="h-10 w-full rounded-[10px] border border-hairline bg-surface pr-11 pl-10 text-16 hover:border-control desk:text-14 touch:h-11 [&::-webkit-search-cancel-button]:hidden"
        />
        {search === '' ? (
          <span
            aria-hidden="true"
            className="absolute top-1/2 right-3 hidden -translate-y-1/2 rounded-[5px] border border-hairline px-1.5 font-sans text-12 leading-[18px] font-semibold text-muted desk:block touch:hidden!"
          >
            /
          </span>
        ) : (
          <button
            type="button"
            aria-label="Clear search"
            onClick={() => {
              onSearch('');
              input.current?.focus();
            }}
            className="absolute top-0 right-0 grid h-full w-11 place-items-center text-muted hover:text-text"
          >
            <X className="size-4" aria-hidden="true" />
          </button>
        )}
      </div>
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
