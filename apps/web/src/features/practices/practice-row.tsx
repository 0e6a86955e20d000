import { type Conflict, dayFromToday, formatDay, type Practice, todayIn } from '@rockon/domain';
import { useSyncStatus } from '@rockon/sync-react';
import { memo } from 'react';
import { Link } from 'react-router';
import { RecordMenu } from '../../platform/records/record-menu.tsx';
import { RecordProblem } from '../../platform/records/record-problem.tsx';
import { RecordSyncIcon, recordKey } from '../../platform/records/record-sync-icon.tsx';
import { cx } from '../../ui/cx.ts';
import { PracticeStatusMark } from './practice-status.tsx';
import { nameOfPractice, planInWords, timesInWords } from './practice-words.ts';

const NONE: readonly Conflict[] = [];

export interface PracticeActions {
  readonly edit: (practice: Practice) => void;
  readonly remove: (practice: Practice) => void;
}

/** A practice in the list: when, where, and what is planned. */
export const PracticeRow = memo(function PracticeRow({
  bandId,
  practice,
  conflicts = NONE,
  actions,
}: {
  readonly bandId: string;
  readonly practice: Practice;
  readonly conflicts?: readonly Conflict[] | undefined;
  /** Null for who may only read. */
  readonly actions: PracticeActions | null;
}) {
  const key = recordKey(bandId, 'practices', practice.id);
  const status = useSyncStatus(key);
  const { date } = practice;
  const when = [
    date === null ? 'No date yet' : `${formatDay(date)}, ${dayFromToday(date, todayIn(practice.timeZone, Date.now()))}`,
    timesInWords(practice),
    practice.place,
  ];
  const plan = planInWords(practice);
  return (
    <li
      data-record={`practices/${practice.id}`}
      className="relative flex min-h-16 items-center gap-3 border-t border-hairline py-2.5 pr-1.5 pl-3 first:border-t-0 hover:bg-[color-mix(in_srgb,var(--surface),var(--raised)_60%)] desk:pl-3.5"
    >
      <RecordSyncIcon status={status} />
      <div className="min-w-0 flex-1">
        <Link
          to={`/practices/${practice.id}`}
          className={cx(
            'block truncate text-16 text-text after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent',
            status.kind === 'unread' ? 'font-extrabold' : 'font-semibold',
          )}
        >
          {nameOfPractice(practice)}
        </Link>
        <p className="text-13 text-secondary desk:truncate">{when.filter((fact) => fact !== null).join(' · ')}</p>
        {plan !== null && <p className="truncate text-13 text-muted">{plan}</p>}
        <p className="desk:hidden">
          <PracticeStatusMark status={practice.status} />
        </p>
        {(status.kind === 'error' || status.kind === 'conflict') && (
          <RecordProblem recordKey={key} status={status} conflicts={conflicts} />
        )}
      </div>
      <span className="shrink-0 max-desk:hidden">
        <PracticeStatusMark status={practice.status} />
      </span>
      {actions !== null && (
        <div className="relative z-10">
          <RecordMenu onEdit={() => actions.edit(practice)} onDelete={() => actions.remove(practice)} />
        </div>
      )}
    </li>
  );
});
