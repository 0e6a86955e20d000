import {
  type ActivityEntry,
  type BandTable,
  canEdit,
  ENTITIES,
  type FieldChange,
  fieldName,
  same,
  valueAt,
} from '@rockon/domain';
import { type PathValues, untyped } from '@rockon/sync';
import { useEngine, useRecord } from '@rockon/sync-react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { ChangeLine } from '../../records/history/change-line.tsx';
import { HistoryItem } from '../../records/history/history-item.tsx';
import { recordPath } from '../../records/record-path.ts';
import { recordKey } from '../../records/record-sync-icon.tsx';
import { notDone, offerUndo, withUndo } from '../../records/undo.ts';
import { undoDelete } from '../../session/recent-deletes.ts';
import { TextButton } from '../../ui/button.tsx';
import * as messages from './messages.ts';

const MOST_LINES = 4;

/** The values that undo only this change; fields that were changed again since then stay as they are. */
function valuesBefore(changes: readonly FieldChange[], now: object | undefined): PathValues {
  const still = changes.filter(({ field, was, is }) => was !== undefined && same(valueAt(now, field), is));
  return Object.fromEntries(still.map(({ field, was }) => [field, was ?? null]));
}

/** One change of one record: a link to the record, what changed, and Undo. */
export function ActivityItem({
  table,
  entry,
  name,
  changes,
}: {
  readonly table: BandTable;
  readonly entry: ActivityEntry;
  readonly name: string;
  readonly changes: readonly FieldChange[];
}) {
  const engine = useEngine();
  const band = useBand();
  const key = recordKey(band.id, table, entry.id);
  const now = useRecord(key);
  const { noun } = ENTITIES[table];
  const back = now === undefined || entry.op !== 'update' ? {} : valuesBefore(changes, now);
  const restore = async () => {
    await undoDelete(engine, key);
    offerUndo(key, messages.restored, name, () => engine.repository.delete(key), messages.deletedNamed(name));
  };
  const undo = async () => {
    const paths = Object.keys(back);
    const way = await withUndo(engine, key, paths, () => untyped(engine).repository.update(key, back));
    offerUndo(key, messages.changeUndone, name, way);
  };
  return (
    <HistoryItem
      by={entry.by}
      at={entry.at}
      did={
        <>
          {messages.DID[entry.op](noun)}{' '}
          {now === undefined ? (
            <span className="font-medium">{name}</span>
          ) : (
            <Link
              to={recordPath(table, entry.id)}
              className="font-medium underline decoration-control underline-offset-3"
            >
              {name}
            </Link>
          )}
        </>
      }
      actions={
        canEdit(band.role) && (
          <>
            {entry.op === 'delete' && now === undefined && (
              <TextButton aria-label={messages.restoreNamed(name)} onClick={() => void restore().catch(notDone)}>
                {messages.restore}
              </TextButton>
            )}
            {Object.keys(back).length > 0 && (
              <TextButton
                aria-label={messages.undoChangeOf(name)}
                title={messages.resets(
                  [...new Set(Object.keys(back).map((path) => fieldName(path.split('/')[0] ?? path)))].join(', '),
                )}
                onClick={() => void undo().catch(notDone)}
              >
                {messages.undo}
              </TextButton>
            )}
          </>
        )
      }
    >
      {changes.slice(0, MOST_LINES).map((change) => (
        <ChangeLine key={change.field} {...change} row={entry.row} current={now} />
      ))}
      {changes.length > MOST_LINES && <p className="text-muted">{messages.andMore(changes.length - MOST_LINES)}</p>}
    </HistoryItem>
  );
}
