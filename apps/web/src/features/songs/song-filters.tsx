import { SONG_STATUS_LABELS, type SongStatus } from '@rockon/domain';
import type { Selection } from '../../records/use-selection.ts';
import { Button } from '../../ui/button.tsx';
import { FilterChip } from '../../ui/chip.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { SortMenu } from '../../ui/sort-menu.tsx';
import * as messages from './messages.ts';
import { MoreFilterSelects, PlayedSelect } from './more-filters.tsx';
import { SORTS } from './song-view.ts';
import type { SongList } from './use-song-list.ts';

const STATUSES: readonly SongStatus[] = ['ready', 'learning', 'idea', 'retired'];
/** Sort orders that no column header shows on desktop. */
const WITHOUT_COLUMN: readonly string[] = ['changed'];

/** The search box, the filters and the sort menu of the song list; on phones also the button that starts selecting. */
export function SongFilters({
  list: { songs, shown, view, counts, history },
  selection,
  desk,
  mayEdit,
  onEnter,
}: {
  readonly list: SongList;
  readonly selection: Selection;
  readonly desk: boolean;
  readonly mayEdit: boolean;
  /** Null for viewers. */
  readonly onEnter: ((box: HTMLInputElement) => void) | null;
}) {
  const { filter, setFilter } = view;
  const sortMenu = (
    <SortMenu
      choices={SORTS}
      value={view.sort}
      descending={view.descending}
      onSort={view.setSort}
      quiet={desk && !WITHOUT_COLUMN.includes(view.sort)}
    />
  );
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3.5 gap-y-3">
        <SearchBox
          label={messages.search}
          placeholder={messages.searchPlaceholder}
          value={view.search}
          onSearch={view.setSearch}
          {...(onEnter !== null && { onEnter })}
        />
        {desk && <div className="ml-auto">{sortMenu}</div>}
        <fieldset className="-mx-4 flex min-w-0 gap-2 overflow-x-auto px-4 [scrollbar-width:none] desk:mx-0 desk:flex-wrap desk:overflow-visible desk:px-0">
          <legend className="sr-only">{messages.filter}</legend>
          <FilterChip on={filter === 'all'} onClick={() => setFilter('all')}>
            {messages.all}
          </FilterChip>
          {(counts.unread > 0 || filter === 'unread') && (
            <FilterChip on={filter === 'unread'} count={counts.unread} onClick={() => setFilter('unread')}>
              {messages.unread}
            </FilterChip>
          )}
          {STATUSES.filter((status) => counts[status] > 0 || filter === status).map((status) => (
            <FilterChip key={status} on={filter === status} count={counts[status]} onClick={() => setFilter(status)}>
              {SONG_STATUS_LABELS[status]}
            </FilterChip>
          ))}
          <PlayedSelect chosen={view.played} known={history?.complete === true} onChange={view.setPlayed} />
          <MoreFilterSelects songs={songs} filters={view.more} onChange={view.setMore} />
        </fieldset>
      </div>
      {!desk && (
        <div className="-my-2 flex items-center justify-between">
          {sortMenu}
          {mayEdit && shown.length > 0 && (
            <Button variant="ghost" size="sm" onClick={selection.selecting ? selection.clear : selection.begin}>
              {selection.selecting ? messages.doneSelecting : messages.select}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
