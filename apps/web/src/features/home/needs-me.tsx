import { canEdit, isContentTable, itemName } from '@rockon/domain';
import { useEngine, useLive, useRecord } from '@rockon/sync-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { resolving } from '../../records/conflict-dialog-state.ts';
import { useOpenConflicts } from '../../records/conflicts.ts';
import { ofTable } from '../../records/page-messages.tsx';
import { recordPath } from '../../records/record-path.ts';
import { recordKey } from '../../records/record-sync-icon.tsx';
import type { Table } from '../../session/engine.ts';
import { cx } from '../../ui/cx.ts';
import { cardClass, Section } from '../../ui/page.tsx';
import { SyncIcon } from '../../ui/sync-icon.tsx';
import * as messages from './messages.tsx';
import { linkClass, rowClass } from './row-classes.ts';

const NOTHING: ReturnType<typeof useOpenConflicts> = [];

/** Rejected changes and conflicts, which only the user can resolve. */
export function NeedsMe() {
  const engine = useEngine();
  const band = useBand();
  const failed = useLive(engine.failed);
  const open = useOpenConflicts(band.id);
  // Viewers cannot resolve conflicts.
  const conflicts = canEdit(band.role) ? open : NOTHING;
  const records = useMemo(() => new Map([...conflicts].map((conflict) => [conflict.recordId, conflict])), [conflicts]);
  if (failed.length === 0 && conflicts.length === 0) return null;
  return (
    <Section title={messages.needsYou}>
      <ul className={cx(cardClass, 'overflow-hidden')}>
        {failed.map(({ mutation, table, id, set, error }) => (
          <li key={mutation} className={rowClass}>
            <SyncIcon kind="error" words={messages.notSaved(error.message)} />
            <div className="min-w-0">
              <Link to={recordPath(table, id)} className={cx(linkClass, 'font-medium')}>
                <RecordName table={table} id={id} fallback={itemName(set)} />
              </Link>
              <p className="text-13 text-error">{messages.notSaved(error.message)}</p>
            </div>
          </li>
        ))}
        {[...records.values()].map(({ recordTable, recordId }) => (
          <li key={recordId} className={rowClass}>
            <SyncIcon kind="conflict" words={messages.twoVersions} />
            <div className="min-w-0">
              <button
                type="button"
                onClick={() => resolving.set(recordKey(band.id, recordTable, recordId))}
                className={cx(linkClass, 'text-left font-medium')}
              >
                <RecordName table={recordTable} id={recordId} fallback={null} />
              </button>
              <p className="text-13 text-conflict">{messages.twoVersions}</p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function RecordName({
  table,
  id,
  fallback,
}: {
  readonly table: Table;
  readonly id: string;
  readonly fallback: string | null;
}) {
  const band = useBand();
  const row = useRecord({ scope: band.id, table, id });
  return (
    <>
      {itemName(row ?? null) ??
        fallback ??
        (isContentTable(table) ? ofTable[table].deletedRecord : messages.deletedItem)}
    </>
  );
}
