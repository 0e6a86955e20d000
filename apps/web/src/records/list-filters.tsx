import { fold, isUpcoming, type SyncedRow } from '@rockon/domain';
import { useDeferredValue } from 'react';
import { FilterChip } from '../ui/chip.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import * as messages from './page-messages.tsx';
import { useListSearchParams } from './use-list-search-params.ts';

/** Shorter lists have no search box. */
const SEARCH_FROM = 6;
const WHEN = { upcoming: messages.upcoming, past: messages.past } as const;
type When = keyof typeof WHEN;

interface Dated {
  readonly date: string | null;
  readonly timeZone: string | null;
  readonly status: string | null;
}

/** How a list is searched and filtered. Records with dates and a status can be filtered by them. */
export interface ListFilters<T> {
  readonly label: string;
  readonly placeholder: string;
  readonly textOf: (record: T) => string;
  /** The labels of the statuses, in order; absent where records have none. */
  readonly statuses?: Readonly<Record<string, string>>;
}

const isPast = (row: SyncedRow & Dated, now: number) => row.date !== null && !isUpcoming(row, now);

/** The rows that search and filters leave, and the controls: only filters that would hide something are offered. */
export function useListFilters<T extends SyncedRow & Partial<Dated>>(
  rows: readonly T[],
  { label, placeholder, textOf, statuses = {} }: ListFilters<T>,
  now: number,
) {
  const { params, search, setSearch, set } = useListSearchParams();
  const words = fold(useDeferredValue(search)).split(/\s+/).filter(Boolean);
  const dated = rows as readonly (T & Dated)[];
  const asked = params.get('when');
  const when = asked !== null && Object.hasOwn(WHEN, asked) ? (asked as When) : null;
  const state = params.get('status');
  const status = state !== null && Object.hasOwn(statuses, state) ? state : null;

  const isIn = { upcoming: (row: T & Dated) => isUpcoming(row, now), past: (row: T & Dated) => isPast(row, now) };
  const found = dated.filter(
    (row) =>
      (when === null || isIn[when](row)) &&
      (status === null || row.status === status) &&
      words.every((word) => fold(textOf(row)).includes(word)),
  );
  const times = Object.keys(statuses).length === 0 ? [] : (Object.keys(WHEN) as When[]);
  const counts = times.map((each) => [each, dated.filter(isIn[each]).length] as const);
  const usedTimes = counts.filter(([each, count]) => each === when || count > 0);
  const usedStates = Object.keys(statuses).filter((each) => each === status || rows.some((row) => row.status === each));
  const clear = () => set({ q: null, when: null, status: null });
  const chips = usedTimes.length > 1 || usedStates.length > 1;
  const controls = (rows.length >= SEARCH_FROM || search !== '' || chips) && (
    <div className="flex flex-wrap items-center gap-x-3.5 gap-y-3">
      {(rows.length >= SEARCH_FROM || search !== '') && (
        <SearchBox label={label} placeholder={placeholder} value={search} onSearch={setSearch} />
      )}
      {chips && (
        <fieldset className="-mx-4 flex min-w-0 gap-2 overflow-x-auto px-4 [scrollbar-width:none] desk:mx-0 desk:flex-wrap desk:overflow-visible desk:px-0">
          <legend className="sr-only">{messages.filter}</legend>
          <FilterChip on={when === null && status === null} onClick={() => set({ when: null, status: null })}>
            {messages.all}
          </FilterChip>
          {usedTimes.length > 1 &&
            usedTimes.map(([each, count]) => (
              <FilterChip
                key={each}
                on={when === each}
                count={count}
                onClick={() => set({ when: when === each ? null : each })}
              >
                {WHEN[each]}
              </FilterChip>
            ))}
          {usedStates.length > 1 &&
            usedStates.map((each) => (
              <FilterChip
                key={each}
                on={status === each}
                count={rows.filter((row) => row.status === each).length}
                onClick={() => set({ status: status === each ? null : each })}
              >
                {statuses[each]}
              </FilterChip>
            ))}
        </fieldset>
      )}
    </div>
  );
  return { found: found as readonly T[], controls, clear };
}
