// biome-ignore-all lint/a11y/useSemanticElements: rows of a long list are placed one by one, which a <table> does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the links and buttons inside the cells take the focus
import type { Conflict, Song, SongSort } from '@rockon/domain';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from '../../ui/cx.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { ROW_GRID, type RowSelection, type SongActions, SongCard, SongRow } from './song-row.tsx';

const COLUMNS: readonly { readonly sort: SongSort | null; readonly label: string; readonly wide?: true }[] = [
  { sort: 'title', label: 'Title' },
  { sort: 'key', label: 'Key' },
  { sort: 'bpm', label: 'BPM' },
  { sort: 'duration', label: 'Time' },
  { sort: 'tuning', label: 'Tuning' },
  { sort: 'status', label: 'Status' },
  { sort: null, label: 'Tags', wide: true },
];

interface ListProps {
  readonly bandId: string;
  readonly songs: readonly Song[];
  readonly conflicts: ReadonlyMap<string, readonly Conflict[]>;
  readonly actions: SongActions | null;
  readonly selection: RowSelection;
}

/** What each row gets beside its song: the same values while nothing of it changes, so that it stays as it is. */
const ofRow = ({ selected, selecting, select }: RowSelection, actions: SongActions | null, id: string) => ({
  actions,
  selected: selected.has(id),
  selecting,
  select: actions === null ? null : select,
});

function Header({
  sort,
  descending,
  onSort,
}: {
  readonly sort: SongSort;
  readonly descending: boolean;
  readonly onSort: (sort: SongSort) => void;
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
        <span className="sr-only">Selected</span>
      </div>
      <div role="columnheader">
        <span className="sr-only">Saved</span>
      </div>
      {COLUMNS.map(({ sort: column, label, wide }) => (
        <div
          key={label}
          role="columnheader"
          aria-sort={column === sort ? (descending ? 'descending' : 'ascending') : undefined}
          className={wide && 'max-xl:hidden'}
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
        <span className="sr-only">Actions</span>
      </div>
    </div>
  );
}

export function SongTable({
  bandId,
  songs,
  conflicts,
  actions,
  selection,
  ...header
}: ListProps & {
  readonly sort: SongSort;
  readonly descending: boolean;
  readonly onSort: (sort: SongSort) => void;
}) {
  return (
    <div
      role="table"
      aria-label="Songs of the band"
      aria-rowcount={songs.length + 1}
      className="overflow-clip rounded-[14px] border border-hairline bg-surface"
    >
      <Header {...header} />
      <VirtualList
        count={songs.length}
        estimate={47}
        view={`${header.sort} ${header.descending}`}
        keyOf={(index) => songs[index]?.id ?? ''}
        row={({ index, props }) => {
          const song = songs[index];
          return (
            song !== undefined && (
              <SongRow
                key={song.id}
                bandId={bandId}
                song={song}
                conflicts={conflicts.get(song.id)}
                {...ofRow(selection, actions, song.id)}
                place={props}
                index={index}
              />
            )
          );
        }}
      />
    </div>
  );
}

export function SongCards({ bandId, songs, conflicts, actions, selection }: ListProps) {
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
              <SongCard
                key={song.id}
                bandId={bandId}
                song={song}
                conflicts={conflicts.get(song.id)}
                {...ofRow(selection, actions, song.id)}
                place={props}
                index={index}
              />
            )
          );
        }}
      />
    </div>
  );
}
