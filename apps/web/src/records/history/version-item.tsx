import { bandSchema, fieldName, type HistoryEntry, valuesToRestore } from '@rockon/domain';
import { type Row, type SyncSchema, untyped } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import type { RecordKey } from '../../session/engine.ts';
import { TextButton } from '../../ui/button.tsx';
import { clockTime } from '../../ui/time.tsx';
import { notDone, offerUndo, withUndo } from '../undo.ts';
import { ChangeLine } from './change-line.tsx';
import { HistoryItem } from './history-item.tsx';

const fieldsOf = (paths: readonly string[]) =>
  [...new Set(paths.map((path) => fieldName(path.split('/')[0] ?? path)))].join(', ');

const DID: Readonly<Record<HistoryEntry['op'], string>> = {
  insert: 'added this',
  update: 'changed',
  delete: 'deleted this',
  restore: 'restored this',
};

function did({ op, changes }: HistoryEntry): string {
  if (op !== 'update' || changes.length === 0) return op === 'update' ? 'changed this' : DID[op];
  const names = [...new Set(changes.map(({ field }) => fieldName(field.split('/')[0] ?? field)))];
  const last = names.pop();
  return `changed ${names.length === 0 ? last : `${names.join(', ')} and ${last}`}`;
}

const { tables }: SyncSchema = bandSchema;

/** One version of a record, with the way back to it. */
export function VersionItem({
  entry,
  recordKey: key,
  current,
  fields,
  mayEdit,
}: {
  readonly entry: HistoryEntry;
  readonly recordKey: RecordKey;
  readonly current: Row;
  readonly fields: readonly string[];
  readonly mayEdit: boolean;
}) {
  const engine = useEngine();
  const values = entry.row === null ? {} : valuesToRestore(current, entry.row, fields, tables[key.table]?.maps);
  const differs = Object.keys(values);
  const restore = async () => {
    const back = await withUndo(engine, key, differs, () => untyped(engine).repository.update(key, values));
    const what = `${fieldsOf(differs)} as of ${clockTime(Date.parse(entry.at))}`;
    offerUndo(key, 'Version restored', what, back);
  };
  return (
    <HistoryItem
      by={entry.by}
      at={entry.at}
      did={did(entry)}
      actions={
        differs.length === 0 ? (
          <span className="text-muted">The same as now</span>
        ) : (
          mayEdit && (
            <TextButton onClick={() => void restore().catch(notDone)} title={`Puts back: ${fieldsOf(differs)}`}>
              Restore this version
            </TextButton>
          )
        )
      }
    >
      {entry.changes.map((change) => (
        <ChangeLine key={change.field} {...change} row={entry.row} current={current} />
      ))}
    </HistoryItem>
  );
}
