// biome-ignore-all lint/a11y/useSemanticElements: rows of a long list are placed one by one, which a <table> does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the links and buttons inside the cells take the focus
import {
  type Conflict,
  formatDuration,
  type HistorySort,
  SONG_STATUS_LABELS,
  type Song,
  type SongStatus,
} from '@rockon/domain';
import type { SyncStatus } from '@rockon/sync';
import { useSyncStatus } from '@rockon/sync-react';
import { type ComponentProps, memo } from 'react';
import { Link } from 'react-router';
import { RecordMenu } from '../../records/record-menu.tsx';
import { RecordProblem } from '../../records/record-problem.tsx';
import type { RowActions } from '../../records/record-row.tsx';
import { RecordSyncIcon, recordKey } from '../../records/record-sync-icon.tsx';
import type { SelectRow } from '../../records/use-selection.ts';
import { Tag } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import * as messages from './messages.ts';
import { SongCheck, useLongPress } from './song-check.tsx';

const NONE: readonly Conflict[] = [];
const troubled = ({ kind }: SyncStatus) => kind === 'error' || kind === 'conflict';
const UNKNOWN = <span className="text-muted">–</span>;

export const ROW_GRID =
  'grid grid-cols-[2.5rem_2.75rem_minmax(12.5rem,1fr)_4rem_3.5rem_4rem_7rem_6.5rem_3rem] items-center xl:grid-cols-[2.25rem_2.5rem_minmax(13.75rem,1fr)_3.375rem_3.125rem_3.375rem_6.75rem_5.75rem_9rem_6.75rem_2.75rem] min-[1480px]:grid-cols-[2.5rem_2.75rem_minmax(15rem,1fr)_4rem_3.5rem_4rem_7.5rem_6.5rem_12.5rem_7.5rem_3rem]';

/** On narrow screens a list sorted by a last day shows that day instead of the tuning. */
export const INSTEAD_OF_TUNING = 'max-xl:group-data-[by-day]/songs:hidden';
export const LAST_DAY_CELL = 'max-xl:not-group-data-[by-day]/songs:hidden';

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

export function StatusMark({ status }: { readonly status: SongStatus | null }) {
  if (status === null) return UNKNOWN;
  return (
    <span className="flex items-center gap-2 text-13">
      <span
        aria-hidden="true"
        className={cx(
          'h-3.5 w-[3px] rounded-full',
          { ready: 'bg-text', learning: 'bg-muted', idea: 'border border-muted', retired: 'bg-hairline' }[status],
        )}
      />
      {SONG_STATUS_LABELS[status]}
    </span>
  );
}

/** The same object between renders, so that memoized rows stay. */
export type SongActions = Pick<RowActions<Song>, 'edit' | 'remove'>;

/** The selection as a row needs it; `select` is the same function between renders. */
export interface RowSelection {
  readonly selected: ReadonlySet<string>;
  readonly selecting: boolean;
  readonly select: SelectRow;
}

interface RowProps {
  readonly bandId: string;
  readonly song: Song;
  readonly conflicts?: readonly Conflict[] | undefined;
  /** Null for viewers. */
  readonly actions: SongActions | null;
  readonly selected: boolean;
  readonly selecting: boolean;
  /** Null for viewers. */
  readonly select: SelectRow | null;
  /** What `last` is about; null where it is not shown. */
  readonly what: HistorySort | null;
  /** `5 weeks ago`, `never`, or null where it is not known. */
  readonly last: string | null;
  readonly place: ComponentProps<'div'> & { 'data-index'?: number };
  readonly index: number;
}

/** A song in the table, on desktop. */
export const SongRow = memo(function SongRow({
  bandId,
  song,
  conflicts = NONE,
  actions,
  selected,
  selecting,
  select,
  last,
  place,
  index,
}: RowProps) {
  const key = recordKey(bandId, 'songs', song.id);
  const status = useSyncStatus(key);
  const unread = status.kind === 'unread';
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-record={`songs/${song.id}`}
      {...place}
      className={cx(
        ROW_GRID,
        'group relative min-h-[2.875rem] border-t border-hairline pr-1 text-secondary hover:bg-[color-mix(in_srgb,var(--surface),var(--raised)_60%)]',
        selected ? 'bg-[color-mix(in_srgb,var(--surface),var(--accent)_9%)]' : 'bg-surface',
      )}
    >
      <div role="cell" className="grid place-items-center">
        {select !== null && (
          <SongCheck title={song.title} on={selected} always={selecting} onSelect={(range) => select(song.id, range)} />
        )}
      </div>
      <div role="cell" className="grid place-items-center">
        <RecordSyncIcon status={status} />
      </div>
      <div role="cell" className="min-w-0 py-1.5 pr-4">
        <p className="truncate">
          <Link
            to={`/songs/${song.id}`}
            className={cx(
              'text-text after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent',
              unread ? 'font-bold' : 'font-medium',
            )}
          >
            {song.title}
          </Link>
          {song.artist !== null && <span className="ml-2">{song.artist}</span>}
        </p>
        {troubled(status) && <RecordProblem recordKey={key} status={status} conflicts={conflicts} />}
      </div>
      <div role="cell" className="truncate">
        {song.key ?? UNKNOWN}
      </div>
      <div role="cell">{song.bpm ?? UNKNOWN}</div>
      <div role="cell">{song.durationSeconds === null ? UNKNOWN : formatDuration(song.durationSeconds)}</div>
      <div role="cell" className={cx('truncate pr-2 text-13', INSTEAD_OF_TUNING)}>
        {song.tuning ?? UNKNOWN}
      </div>
      <div role="cell">
        <StatusMark status={song.status} />
      </div>
      <div role="cell" className="hidden min-w-0 gap-1.5 overflow-hidden pr-2 xl:flex">
        {song.tags.slice(0, 2).map((tag) => (
          <Tag key={tag}>{tag}</Tag>
        ))}
        {song.tags.length > 2 && (
          <span className="text-12 leading-5 text-muted">{messages.moreTags(song.tags.length - 2)}</span>
        )}
      </div>
      <div role="cell" className={cx('truncate text-13', LAST_DAY_CELL, last === 'never' && 'text-muted')}>
        {last === null ? UNKNOWN : capital(last)}
      </div>
      <div role="cell" className="relative z-10">
        {actions !== null && <RecordMenu onEdit={() => actions.edit(song)} onDelete={() => actions.remove(song)} />}
      </div>
    </div>
  );
});

/** A song as a card, on phones. */
export const SongCard = memo(function SongCard({
  bandId,
  song,
  conflicts = NONE,
  actions,
  selected,
  selecting,
  select,
  what,
  last,
  place,
}: RowProps) {
  const key = recordKey(bandId, 'songs', song.id);
  const press = useLongPress(select === null || selecting ? null : () => select(song.id, false));
  const status = useSyncStatus(key);
  const facts = [
    song.key,
    song.bpm,
    song.durationSeconds === null ? null : formatDuration(song.durationSeconds),
    song.tuning === 'Standard' ? null : song.tuning,
    song.status === null ? null : SONG_STATUS_LABELS[song.status],
  ].filter((fact) => fact !== null);
  return (
    <div {...place} className="pb-2">
      <article
        data-record={`songs/${song.id}`}
        {...press}
        className={cx(
          'relative grid gap-x-2 rounded-[14px] border py-2.5 pr-1.5 pl-3.5 select-none [-webkit-touch-callout:none] active:bg-raised',
          selected
            ? 'border-accent bg-[color-mix(in_srgb,var(--surface),var(--accent)_9%)]'
            : 'border-hairline bg-surface',
          selecting && select !== null ? 'grid-cols-[auto_minmax(0,1fr)_auto]' : 'grid-cols-[minmax(0,1fr)_auto]',
        )}
      >
        {selecting && select !== null && (
          // The checkbox covers the card, so that a tap anywhere selects it.
          <div className="-my-2 -ml-2.5 self-start [&>label]:static [&>label]:after:absolute [&>label]:after:inset-0 [&>label]:after:z-10">
            <SongCheck title={song.title} on={selected} always onSelect={(range) => select(song.id, range)} />
          </div>
        )}
        <div className="min-w-0">
          <Link
            to={`/songs/${song.id}`}
            className={cx(
              'block truncate text-16 after:absolute after:inset-0 after:rounded-[14px]',
              status.kind === 'unread' ? 'font-extrabold' : 'font-semibold',
            )}
          >
            {song.title}
          </Link>
          {song.artist !== null && <p className="truncate text-13 text-secondary">{song.artist}</p>}
          {(facts.length > 0 || last !== null) && (
            <p className="mt-1.5 flex flex-wrap gap-1.5">
              {facts.map((fact) => (
                <Tag key={fact}>{fact}</Tag>
              ))}
              {last !== null && (
                <Tag>
                  <span className="sr-only">
                    {what === 'practiced' ? messages.practicedPrefix : messages.playedPrefix}
                  </span>
                  {last}
                </Tag>
              )}
            </p>
          )}
          {troubled(status) && (
            <div className="mt-1">
              <RecordProblem recordKey={key} status={status} conflicts={conflicts} />
            </div>
          )}
        </div>
        <div className={cx('relative z-10 flex items-center self-start', actions === null ? 'p-1' : '-my-1.5')}>
          <RecordSyncIcon status={status} />
          {actions !== null && <RecordMenu onEdit={() => actions.edit(song)} onDelete={() => actions.remove(song)} />}
        </div>
      </article>
    </div>
  );
});
