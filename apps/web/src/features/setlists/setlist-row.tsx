import { type Conflict, formatDuration, type Setlist, type SetSum } from '@rockon/domain';
import { useSyncStatus } from '@rockon/sync-react';
import { memo } from 'react';
import { Link } from 'react-router';
import { RecordMenu } from '../../platform/records/record-menu.tsx';
import { RecordProblem } from '../../platform/records/record-problem.tsx';
import { RecordSyncIcon, recordKey } from '../../platform/records/record-sync-icon.tsx';
import { cx } from '../../ui/cx.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { countOf, sumInWords } from './set-words.ts';

const NONE: readonly Conflict[] = [];

export interface SetlistRowActions {
  readonly edit: (setlist: Setlist) => void;
  readonly remove: (setlist: Setlist) => void;
  readonly more: (setlist: Setlist) => readonly MenuEntry[];
}

/** A setlist in the list: how much is in it, how long it is, where it is played. */
export const SetlistRow = memo(function SetlistRow({
  bandId,
  setlist,
  sum,
  shows,
  conflicts = NONE,
  actions,
}: {
  readonly bandId: string;
  readonly setlist: Setlist;
  readonly sum: SetSum;
  /** Where it is played, in words. */
  readonly shows: string;
  readonly conflicts?: readonly Conflict[] | undefined;
  /** Null for who may only read. */
  readonly actions: SetlistRowActions | null;
}) {
  const key = recordKey(bandId, 'setlists', setlist.id);
  const status = useSyncStatus(key);
  const trouble = status.kind === 'error' || status.kind === 'conflict';
  return (
    <li
      data-record={`setlists/${setlist.id}`}
      className="relative flex min-h-16 items-center gap-3 border-t border-hairline py-2 pr-1.5 pl-3 first:border-t-0 hover:bg-[color-mix(in_srgb,var(--surface),var(--raised)_60%)] desk:min-h-14 desk:pl-3.5"
    >
      <RecordSyncIcon status={status} />
      <div className="min-w-0 flex-1">
        <Link
          to={`/setlists/${setlist.id}`}
          className={cx(
            'block truncate text-16 text-text after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent desk:text-14',
            status.kind === 'unread' ? 'font-extrabold' : 'font-semibold',
          )}
        >
          {setlist.name}
        </Link>
        <p className="truncate text-13 text-secondary">
          <span>{countOf(sum.songs, 'song')}</span>
          {shows !== '' && <span className="text-muted"> · {shows}</span>}
        </p>
        {trouble && <RecordProblem recordKey={key} status={status} conflicts={conflicts} />}
      </div>
      <p className="shrink-0 text-right">
        <span className="block text-16 font-semibold desk:text-14">{sumInWords(sum)}</span>
        {setlist.targetSeconds !== null && (
          <span className="block text-12 text-muted">of {formatDuration(setlist.targetSeconds)}</span>
        )}
      </p>
      {actions !== null && (
        <div className="relative z-10">
          <RecordMenu
            onEdit={() => actions.edit(setlist)}
            more={actions.more(setlist)}
            onDelete={() => actions.remove(setlist)}
          />
        </div>
      )}
    </li>
  );
});
