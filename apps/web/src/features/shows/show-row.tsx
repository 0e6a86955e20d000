import { type Conflict, dayFromToday, firstTime, formatDay, type Show, todayIn } from '@rockon/domain';
import { useSyncStatus } from '@rockon/sync-react';
import { memo } from 'react';
import { Link } from 'react-router';
import { RecordMenu } from '../../platform/records/record-menu.tsx';
import { RecordProblem } from '../../platform/records/record-problem.tsx';
import { RecordSyncIcon, recordKey } from '../../platform/records/record-sync-icon.tsx';
import { cx } from '../../ui/cx.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { ShowStatusMark } from './show-status.tsx';

const NONE: readonly Conflict[] = [];

export interface ShowActions {
  readonly edit: (show: Show) => void;
  readonly remove: (show: Show) => void;
  readonly more: (show: Show) => readonly MenuEntry[];
}

/** The day as a leaf of a calendar. */
function Leaf({ date }: { readonly date: string | null }) {
  const [, day = '', month = ''] = date === null ? [] : formatDay(date).split(' ');
  return (
    <span
      aria-hidden="true"
      className="grid size-12 shrink-0 content-center justify-items-center rounded-[10px] bg-raised leading-tight"
    >
      <b className="text-18 font-bold">{date === null ? '?' : day}</b>
      {date !== null && <span className="text-12 text-muted">{month}</span>}
    </span>
  );
}

/** A show in the list: when, what, where, how sure. */
export const ShowRow = memo(function ShowRow({
  bandId,
  show,
  conflicts = NONE,
  actions,
}: {
  readonly bandId: string;
  readonly show: Show;
  readonly conflicts?: readonly Conflict[] | undefined;
  /** Null for who may only read. */
  readonly actions: ShowActions | null;
}) {
  const key = recordKey(bandId, 'shows', show.id);
  const status = useSyncStatus(key);
  const { date } = show;
  const facts = [
    date === null ? 'No date yet' : `${formatDay(date)}, ${dayFromToday(date, todayIn(show.timeZone, Date.now()))}`,
    show.setTime ?? firstTime(show),
    show.venue,
  ].filter((fact) => fact !== null);
  return (
    <li
      data-record={`shows/${show.id}`}
      className="relative flex min-h-16 items-center gap-3 border-t border-hairline py-2.5 pr-1.5 pl-3 first:border-t-0 hover:bg-[color-mix(in_srgb,var(--surface),var(--raised)_60%)] desk:pl-3.5"
    >
      <Leaf date={date} />
      <div className="min-w-0 flex-1">
        <Link
          to={`/shows/${show.id}`}
          className={cx(
            'block truncate text-16 text-text after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent',
            status.kind === 'unread' ? 'font-extrabold' : 'font-semibold',
          )}
        >
          {show.name}
        </Link>
        <p className="truncate text-13 text-secondary">{facts.join(' · ')}</p>
        <p className="desk:hidden">
          <ShowStatusMark status={show.status} />
        </p>
        {(status.kind === 'error' || status.kind === 'conflict') && (
          <RecordProblem recordKey={key} status={status} conflicts={conflicts} />
        )}
      </div>
      <span className="shrink-0 max-desk:hidden">
        <ShowStatusMark status={show.status} />
      </span>
      <RecordSyncIcon status={status} />
      {actions !== null && (
        <div className="relative z-10">
          <RecordMenu
            onEdit={() => actions.edit(show)}
            more={actions.more(show)}
            onDelete={() => actions.remove(show)}
          />
        </div>
      )}
    </li>
  );
});
