import { bandSchema, fieldName, type HistoryEntry, valuesToRestore } from '@rockon/domain';
import { type Row, type SyncSchema, untyped } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import type { RecordKey } from '../../session/engine.ts';
import { TextButton } from '../../ui/button.tsx';
import { clockTime } from '../../ui/time.tsx';
import { notDone, offerUndo, withUndo } from '../undo.ts';
import { ChangeLine } from './change-line.tsx';
import { HistoryItem } from './history-item.tsx';
import * as messages from './messages.tsx';

/** The names of the changed fields, each once. */
const fieldsOf = (paths: readonly string[]) => [...new Set(paths.map((path) => fieldName(path.split('/')[0] ?? path)))];

const DID: Readonly<Record<HistoryEntry['op'], string>> = {
  insert: messages.addedThis,
  update: messages.changedThis,
  delete: messages.deletedThis,
  restore: messages.restoredThis,
};

function did({ op, changes }: HistoryEntry): string {
  if (op !== 'update' || changes.length === 0) return DID[op];
  return messages.changedFields(fieldsOf(changes.map(({ field }) => field)));
}

const { tables }: SyncSchema = bandSchema;

/** One version of a record, with a button that restores it. */
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
    const what = messages.fieldsAsOf(fieldsOf(differs), clockTime(Date.parse(entry.at)));
    offerUndo(key, messages.versionRestored, what, back, null);
  };
  return (
    <HistoryItem
      by={entry.by}
      at={entry.at}
      did={did(entry)}
      actions={
        differs.length === 0 ? (
          <span className="text-muted">{messages.currentVersion}</span>
        ) : (
          mayEdit && (
            <TextButton onClick={() => void restore().catch(notDone)} title={messages.restores(fieldsOf(differs))}>
              {messages.restoreVersion}
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
