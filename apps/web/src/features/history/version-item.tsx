import {
  bandSchema,
  type FieldChange,
  fieldName,
  type HistoryEntry,
  isPlace,
  placeName,
  valueInWords,
  valuesToRestore,
} from '@rockon/domain';
import type { RecordKey, Row, SyncSchema } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import { notDone, offerUndo, withWayBack } from '../../platform/undo.ts';
import { TextButton } from '../../ui/button.tsx';
import { clockTime } from '../../ui/time.tsx';
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

/** Old and new of one field or item, told apart without colour and read out as words. */
function Change({
  field,
  was,
  is,
  row,
  current,
}: FieldChange & { readonly row: object | null; readonly current: Row }) {
  const inMap = field.includes('/');
  const name = inMap ? placeName(field, row, current) : placeName(field);
  if (isPlace(field)) return <p>{name.replace(/^Place of /, 'Moved ')}</p>;
  const whole = inMap && field.split('/').length === 2;
  if (whole && (was === null || is === null)) {
    return (
      <p>
        {is === null
          ? `Took out ${was === undefined ? name : placeWords(field, was)}`
          : `Put in ${placeWords(field, is)}`}
      </p>
    );
  }
  return (
    <p className="whitespace-pre-wrap">
      <span className="text-muted">{name}: </span>
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

const placeWords = (path: string, item: unknown) => {
  const words = valueInWords(path, item);
  return words.startsWith('a ') ? words : `“${words}”`;
};

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
    const back = await withWayBack(engine, key, differs, () => engine.repository.update(key, values));
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
        <Change key={change.field} {...change} row={entry.row} current={current} />
      ))}
    </HistoryItem>
  );
}
