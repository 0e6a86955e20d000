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

const MOST_LINES = 4;
const VERBS = { insert: 'added', update: 'changed', delete: 'deleted', restore: 'restored' } as const;

/** What to set so that only this change is taken back; what was changed again since then stays as it is now. */
function takenBack(changes: readonly FieldChange[], now: object | undefined): PathValues {
  const still = changes.filter(({ field, was, is }) => was !== undefined && same(valueAt(now, field), is));
  return Object.fromEntries(still.map(({ field, was }) => [field, was ?? null]));
}

/** One change of one record: a link to it, what it did, and how to take it back. */
export function DoneItem({
  table,
  done,
  name,
  changes,
}: {
  readonly table: BandTable;
  readonly done: ActivityEntry;
  readonly name: string;
  readonly changes: readonly FieldChange[];
}) {
  const engine = useEngine();
  const band = useBand();
  const key = recordKey(band.id, table, done.id);
  const now = useRecord(key);
  const { noun } = ENTITIES[table];
  const back = now === undefined || done.op !== 'update' ? {} : takenBack(changes, now);
  const restore = async () => {
    await undoDelete(engine, key);
    offerUndo(key, 'Restored', name, () => engine.repository.delete(key));
  };
  const takeBack = async () => {
    const paths = Object.keys(back);
    const way = await withUndo(engine, key, paths, () => untyped(engine).repository.update(key, back));
    offerUndo(key, 'Change taken back', name, way);
  };
  return (
    <HistoryItem
      by={done.by}
      at={done.at}
      did={
        <>
          {VERBS[done.op]} the {noun}{' '}
          {now === undefined ? (
            <span className="font-medium">{name}</span>
          ) : (
            <Link
              to={recordPath(table, done.id)}
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
            {done.op === 'delete' && now === undefined && (
              <TextButton aria-label={`Restore ${name}`} onClick={() => void restore().catch(notDone)}>
                Restore
              </TextButton>
            )}
            {Object.keys(back).length > 0 && (
              <TextButton
                aria-label={`Take back this change of ${name}`}
                title={`Puts back: ${[...new Set(Object.keys(back).map((path) => fieldName(path.split('/')[0] ?? path)))].join(', ')}`}
                onClick={() => void takeBack().catch(notDone)}
              >
                Take back
              </TextButton>
            )}
          </>
        )
      }
    >
      {changes.slice(0, MOST_LINES).map((change) => (
        <ChangeLine key={change.field} {...change} row={done.row} current={now} />
      ))}
      {changes.length > MOST_LINES && <p className="text-muted">and {changes.length - MOST_LINES} more</p>}
    </HistoryItem>
  );
}
