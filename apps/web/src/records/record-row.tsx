import type { BandTable, Conflict, SyncedRow } from '@rockon/domain';
import { useSyncStatus } from '@rockon/sync-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { cx } from '../ui/cx.ts';
import type { MenuEntry } from '../ui/menu-entry.ts';
import { RecordMenu } from './record-menu.tsx';
import { recordPath } from './record-path.ts';
import { RecordProblem } from './record-problem.tsx';
import { RecordSyncIcon, recordKey } from './record-sync-icon.tsx';

const NONE: readonly Conflict[] = [];

/** The actions of a row. The same object between renders, so that memoized rows stay. */
export interface RowActions<T> {
  readonly edit: (record: T) => void;
  readonly remove: (record: T) => void;
  readonly more: (record: T) => readonly MenuEntry[];
}

/** The props that a list passes to every row. */
export interface RowProps<T> {
  readonly bandId: string;
  readonly record: T;
  readonly conflicts?: readonly Conflict[] | undefined;
  /** Null for viewers. */
  readonly actions: RowActions<T> | null;
}

/** The frame of a record's row: sync state, title linking to its page, problem and menu. */
export function RecordRow<T extends Pick<SyncedRow, 'id'>>({
  table,
  title,
  lead,
  aside,
  bandId,
  record,
  conflicts = NONE,
  actions,
  children,
}: RowProps<T> & {
  readonly table: BandTable;
  readonly title: string;
  /** Before the title; the sync icon then moves to the end of the row. */
  readonly lead?: ReactNode;
  /** At the end of the row. */
  readonly aside?: ReactNode;
  /** The lines below the title. */
  readonly children: ReactNode;
}) {
  const key = recordKey(bandId, table, record.id);
  const status = useSyncStatus(key);
  const icon = <RecordSyncIcon status={status} />;
  return (
    <li
      data-record={`${table}/${record.id}`}
      className={cx(
        'relative flex min-h-16 items-center gap-3 border-t border-hairline py-2.5 pl-3 first:border-t-0 hover:bg-[color-mix(in_srgb,var(--surface),var(--raised)_60%)] desk:pl-3.5',
        actions === null ? 'pr-3.5' : 'pr-1.5',
      )}
    >
      {lead ?? icon}
      <div className="min-w-0 flex-1">
        <Link
          to={recordPath(table, record.id)}
          className={cx(
            'block truncate text-16 text-text after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent',
            status.kind === 'unread' ? 'font-extrabold' : 'font-semibold',
          )}
        >
          {title}
        </Link>
        {children}
        {(status.kind === 'error' || status.kind === 'conflict') && (
          <RecordProblem recordKey={key} status={status} conflicts={conflicts} />
        )}
      </div>
      {aside !== undefined && <div className="shrink-0">{aside}</div>}
      {lead !== undefined && icon}
      {actions !== null && (
        <div className="relative z-10">
          <RecordMenu
            onEdit={() => actions.edit(record)}
            more={actions.more(record)}
            onDelete={() => actions.remove(record)}
          />
        </div>
      )}
    </li>
  );
}

/** The day and further facts: one line on desktop, two on phones. */
export function WhenAndWhere({ when, facts }: { readonly when: string; readonly facts: readonly (string | null)[] }) {
  const known = facts.filter((fact) => fact !== null).join(' · ');
  return (
    <p className="text-13 text-secondary desk:truncate">
      <span className="max-desk:block">{when}</span>
      {known !== '' && (
        <>
          <span className="max-desk:hidden"> · </span>
          <span className="max-desk:block">{known}</span>
        </>
      )}
    </p>
  );
}
