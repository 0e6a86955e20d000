// biome-ignore-all lint/a11y/useSemanticElements: rows of a long list are placed one by one, which a <table> does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the links and buttons inside the cells take the focus
import type { Conflict, HistorySort, Song } from '@rockon/domain';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from '../../ui/cx.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import * as messages from './messages.ts';
import type { KnownHistory } from './song-history.ts';
import {
  INSTEAD_OF_TUNING,
  LAST_DAY_CELL,
  ROW_GRID,
  type RowSelection,
  type SongActions,
  SongCard,
  SongRow,
} from './song-row.tsx';
import { isHistorySort, type SongListSort } from './song-view.ts';

interface Column {
  readonly sort: SongListSort | null;
  readonly label: string;
  /** Hides the column on narrow screens. */
  readonly className?: string;
}

const COLUMNS: readonly Column[] = [
  { sort: 'title', label: messages.title },
  { sort: 'key', label: messages.key },
  { sort: 'bpm', label: messages.bpm },
  { sort: 'duration', label: messages.time },
  { sort: 'tuning', label: messages.tuning, className: INSTEAD_OF_TUNING },
  { sort: 'status', label: messages.status },
  { sort: null, label: messages.tags, className: 'max-xl:hidden' },
];
/** The last column: the day by which the list is sorted, or the last day played. */
const LAST_DAY: Readonly<Record<HistorySort, Column>> = {
  played: { sort: 'played', label: messages.lastPlayed, className: LAST_DAY_CELL },
  practiced: { sort: 'practiced', label: messages.lastPracticed, className: LAST_DAY_CELL },
};

interface ListProps {
  readonly bandId: string;
  readonly songs: readonly Song[];
  readonly conflicts: ReadonlyMap<string, readonly Conflict[]>;
  readonly actions: SongActions | null;
  readonly selection: RowSelection;
  readonly sort: SongListSort;
  readonly history: KnownHistory | null;
}

/** The props of a row beside its song: equal between renders while nothing of it changes, for memoized rows. */
const ofRow = (
  { selection: { selected, selecting, select }, actions, conflicts, history, bandId }: ListProps,
  what: HistorySort | null,
  { id }: Song,
) => ({
  bandId,
  actions,
  conflicts: conflicts.get(id),
  selected: selected.has(id),
  selecting,
  select: actions === null ? null : select,
  what,
  last: what === null || history === null ? null : history.lastInWords(id, what),
});

function Header({
  sort,
  descending,
  onSort,
}: {
  readonly sort: SongListSort;
  readonly descending: boolean;
  readonly onSort: (sort: SongListSort) => void;
}) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={cx(
        ROW_GRID,
        'sticky top-0 z-20 min-h-[38px] rounded-t-[14px] bg-surface pr-1 text-12 font-semibold text-muted',
      )}
    >
      <div role="columnheader">
        <span className="sr-only">{messages.selectedColumn}</span>
      </div>
      <div role="columnheader">
        <span className="sr-only">{messages.savedColumn}</span>
      </div>
      {[...COLUMNS, LAST_DAY[sort === 'practiced' ? sort : 'played']].map(({ sort: column, label, className }) => (
        <div
          key={label}
          role="columnheader"
          aria-sort={column === sort ? (descending ? 'descending' : 'ascending') : undefined}
          className={className}
        >
          {column === null ? (
            label
          ) : (
            <button
              type="button"
              onClick={() => onSort(column)}
              className={cx(
                '-ml-1.5 inline-flex h-7 items-center gap-1 rounded-md px-1.5 hover:text-text touch:h-11',
                column === sort && 'text-text',
              )}
            >
              {label}
              {column === sort &&
                (descending ? (
                  <ArrowDown className="size-3" aria-hidden="true" />
                ) : (
                  <ArrowUp className="size-3" aria-hidden="true" />
                ))}
            </button>
          )}
        </div>
      ))}
      <div role="columnheader">
        <span className="sr-only">{messages.actionsColumn}</span>
      </div>
    </div>
  );
}

export function SongTable({
  descending,
  onSort,
  ...list
}: ListProps & { readonly descending: boolean; readonly onSort: (sort: SongListSort) => void }) {
  const { songs, sort } = list;
  const what = sort === 'practiced' ? sort : 'played';
  return (
    <div
      role="table"
      aria-label={messages.tableLabel}
      aria-rowcount={songs.length + 1}
      {...(isHistorySort(sort) && { 'data-by-day': '' })}
      className="group/songs overflow-clip rounded-[14px] border border-hairline bg-surface"
    >
      <Header sort={sort} descending={descending} onSort={onSort} />
      <VirtualList
        count={songs.length}
        estimate={47}
        view={`${sort} ${descending}`}
        keyOf={(index) => songs[index]?.id ?? ''}
        row={({ index, props }) => {
          const song = songs[index];
          return (
            song !== undefined && (
              <SongRow key={song.id} song={song} {...ofRow(list, what, song)} place={props} index={index} />
            )
          );
        }}
      />
    </div>
  );
}

export function SongCards(list: ListProps) {
  const { songs, sort } = list;
  const what = isHistorySort(sort) ? sort : null;
  return (
    <div>
      <VirtualList
        count={songs.length}
        estimate={101}
        keyOf={(index) => songs[index]?.id ?? ''}
        row={({ index, props }) => {
          const song = songs[index];
          return (
            song !== undefined && (
              <SongCard key={song.id} song={song} {...ofRow(list, what, song)} place={props} index={index} />
            )
          );
        }}
      />
    </div>
  );
}
