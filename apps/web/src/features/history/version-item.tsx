import { type FieldChange, fieldName, type HistoryEntry, valueInWords, valuesToRestore } from '@rockon/domain';
import type { RecordKey, Row } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import { notDone, offerUndo, withWayBack } from '../../platform/undo.ts';
import { TextButton } from '../../ui/button.tsx';
import { clockTime } from '../../ui/time.tsx';
import { HistoryItem } from './history-item.tsx';

const DID: Readonly<Record<HistoryEntry['op'], string>> = {
  insert: 'added this',
  update: 'changed',
  delete: 'deleted this',
  restore: 'restored this',
};

function did({ op, changes }: HistoryEntry): string {
  if (op !== 'update' || changes.length === 0) return op === 'update' ? 'changed this' : DID[op];
  const names = changes.map(({ field }) => fieldName(field));
  const last = names.pop();
  return `changed ${names.length === 0 ? last : `${names.join(', ')} and ${last}`}`;
}

/** Old and new of one field, told apart without colour and read out as words. */
function Change({ field, was, is }: FieldChange) {
  const name = fieldName(field);
  return (
    <p className="whitespace-pre-wrap">
      <span className="text-muted">{name.charAt(0).toUpperCase() + name.slice(1)}: </span>
      {was !== undefined && (
        <>
          <del className="text-muted">
            <span className="sr-only">was </span>
            {valueInWords(field, was)}
          </del>{' '}
          <span aria-hidden="true">→</span> <span className="sr-only">is now </span>
        </>
      )}
      <span className="font-medium text-text">{valueInWords(field, is)}</span>
    </p>
  );
}

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
  const values = entry.row === null ? {} : valuesToRestore(current, entry.row, fields);
  const differs = Object.keys(values);
  const restore = async () => {
    const back = await withWayBack(engine, key, differs, () => engine.repository.update(key, values));
    const what = `${differs.map(fieldName).join(', ')} as of ${clockTime(Date.parse(entry.at))}`;
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
            <TextButton
              onClick={() => void restore().catch(notDone)}
              title={`Puts back: ${differs.map(fieldName).join(', ')}`}
            >
              Restore this version
            </TextButton>
          )
        )
      }
    >
      {entry.changes.map((change) => (
        <Change key={change.field} {...change} />
      ))}
    </HistoryItem>
  );
}
