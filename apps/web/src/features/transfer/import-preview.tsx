import {
  BAND_TABLES,
  type BandRows,
  columnLabel,
  ENTITIES,
  guessMapping,
  type ImportAction,
  type OnExisting,
} from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { downloadText } from '../../lib/download.ts';
import { offerUndoOfAll } from '../../records/bulk-actions.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { cardClass } from '../../ui/page.tsx';
import { ColumnMapping } from './column-mapping.tsx';
import { csvOf } from './csv.ts';
import { carryOut, type ImportFile, planOf } from './import-file.ts';
import { WrongRecords } from './invalid-records.tsx';

const MODES: readonly { readonly value: OnExisting; readonly label: string }[] = [
  { value: 'skip', label: 'Leave them as they are' },
  { value: 'fill', label: 'Fill in only what is unknown' },
  { value: 'overwrite', label: 'Take what the file says' },
];

const KINDS: readonly { readonly kind: ImportAction['kind']; readonly words: string }[] = [
  { kind: 'new', words: 'new' },
  { kind: 'change', words: 'to change' },
  { kind: 'same', words: 'the same already' },
  { kind: 'skipped', words: 'there already, left alone' },
  { kind: 'duplicate', words: 'twice in the file, left out' },
  { kind: 'invalid', words: 'wrong, left out' },
];

/** What an import would do, with the choices that it leaves, and the one button that does it. */
export function ImportPreview({
  file: read,
  rows,
  onClose,
}: {
  readonly file: ImportFile;
  readonly rows: BandRows;
  readonly onClose: () => void;
}) {
  const engine = useEngine();
  const band = useBand();
  const [file, setFile] = useState(read);
  const [mode, setMode] = useState<OnExisting>('skip');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  // While it is written the band changes under it: the counts stay those of before.
  const [before] = useState(rows);
  const current = useDeferredValue(file);
  const plan = useMemo(() => planOf(current, before, mode), [current, before, mode]);
  const all = plan.flatMap(({ planned }) => planned);
  const count = (kind: ImportAction['kind']) => all.filter((each) => each.kind === kind).length;
  const there = count('change') + count('skipped');
  const toDo = count('new') + count('change');
  const write = async () => {
    setBusy(true);
    try {
      const back = await carryOut(engine, band.id, plan);
      onClose();
      offerUndoOfAll('Imported', `${count('new')} new, ${count('change')} changed`, back);
    } catch (error) {
      setBusy(false);
      setFailed(error instanceof Error ? error.message : String(error));
    }
  };
  const wrong = plan.flatMap(({ table, planned }) =>
    planned.flatMap((each) => (each.kind === 'invalid' ? [{ table, from: each.from }] : [])),
  );
  return (
    <div className={`${cardClass} grid gap-5 p-4 desk:p-5`}>
      <p className="text-14 break-words">
        <span className="font-semibold">{file.name}</span>
        {file.kind === 'band' && file.band !== '' && <span className="text-secondary"> of {file.band}</span>}
      </p>
      {failed !== null && <Alert>Nothing was imported: {failed}</Alert>}
      {file.kind === 'table' && (
        <>
          <SelectField
            label="This is a list of"
            value={file.table}
            onChange={(event) => {
              const table = BAND_TABLES.find((each) => each === event.target.value) ?? 'songs';
              setFile({ ...file, table, mapping: guessMapping(ENTITIES[table], file.header) });
            }}
          >
            {BAND_TABLES.map((table) => (
              <option key={table} value={table}>
                {ENTITIES[table].nouns}
              </option>
            ))}
          </SelectField>
          <ColumnMapping
            entity={ENTITIES[file.table]}
            header={file.header}
            sample={file.lines[0] ?? []}
            mapping={file.mapping}
            onChange={(mapping) => setFile({ ...file, mapping })}
          />
        </>
      )}
      {(there > 0 || mode !== 'skip') && (
        <SelectField
          label={`The band has ${there.toLocaleString('en')} of them with other values`}
          value={mode}
          onChange={(event) => setMode(MODES.find(({ value }) => value === event.target.value)?.value ?? 'skip')}
        >
          {MODES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
      )}
      <section aria-label="What would happen" aria-live="polite" className="grid gap-2">
        {plan
          .filter(({ planned }) => planned.length > 0)
          .map(({ table, planned }) => (
            <p key={table} className="text-14">
              <span className="font-medium capitalize">{ENTITIES[table].nouns}: </span>
              {KINDS.flatMap(({ kind, words }) => {
                const number = planned.filter((each) => each.kind === kind).length;
                return number === 0 ? [] : [`${number.toLocaleString('en')} ${words}`];
              }).join(', ')}
            </p>
          ))}
        {all.length === 0 && <p className="text-14 text-muted">There is nothing in this file.</p>}
        {mode !== 'skip' && <Changes plan={plan} />}
      </section>
      {wrong.length > 0 && (
        <WrongRecords
          wrong={wrong}
          onDownload={
            file.kind === 'table'
              ? () =>
                  downloadText(
                    `wrong-${file.name.replace(/\.\w+$/, '')}.csv`,
                    'text/csv;charset=utf-8',
                    csvOf([
                      [...file.header, 'What is wrong'],
                      ...wrong.map(({ from }) => [
                        ...(file.lines[from.place - 2] ?? []),
                        Object.values(from.errors).join('; '),
                      ]),
                    ]),
                  )
              : null
          }
        />
      )}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" busy={busy} disabled={toDo === 0} onClick={() => void write()}>
          {toDo === 0 ? 'Import' : `Import ${toDo.toLocaleString('en')}`}
        </Button>
      </div>
    </div>
  );
}

const SHOWN = 30;

/** Record by record what would change of what is there. */
function Changes({ plan }: { readonly plan: ReturnType<typeof planOf> }) {
  const changes = plan.flatMap(({ table, planned }) =>
    planned.flatMap((each) => (each.kind === 'change' ? [{ table, ...each }] : [])),
  );
  if (changes.length === 0) return null;
  return (
    <ul className="grid gap-1 text-13 text-secondary">
      {changes.slice(0, SHOWN).map(({ table, id, from, fields }) => (
        <li key={id}>
          <span className="font-medium text-text">
            {String(from.values.title ?? from.values.name ?? from.values.date)}
          </span>
          {': '}
          {fields.map((field) => columnLabel(ENTITIES[table], field)).join(', ')}
        </li>
      ))}
      {changes.length > SHOWN && <li>and {(changes.length - SHOWN).toLocaleString('en')} more</li>}
    </ul>
  );
}
