import {
  BAND_TABLES,
  type BandRows,
  columnLabel,
  ENTITIES,
  guessMapping,
  type ImportAction,
  type ImportRow,
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
import { InvalidRecords } from './invalid-records.tsx';
import * as messages from './messages.ts';

const MODES: readonly OnExisting[] = ['skip', 'fill', 'overwrite'];
const KINDS: readonly ImportAction['kind'][] = ['new', 'change', 'same', 'skipped', 'duplicate', 'invalid'];

/** A file of unsent changes is imported to make them, not to fill gaps. */
const isChanges = (file: ImportFile): boolean => file.kind === 'band' && file.leftOut !== undefined;

/** What an import will do: columns, what happens to existing records, and the button that runs it. */
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
  const [mode, setMode] = useState<OnExisting>(isChanges(read) ? 'overwrite' : 'skip');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  // The import itself changes the band's rows; the counts must stay those from before.
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
      const [added, changed] = [count('new'), count('change')];
      offerUndoOfAll(
        messages.imported,
        messages.importedDetail(added, changed),
        back,
        messages.importUndone(added, changed),
      );
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
        {file.kind === 'band' && file.band !== '' && (
          <span className="text-secondary"> {messages.fileOfBand(file.band)}</span>
        )}
      </p>
      {failed !== null && <Alert>{messages.failed(failed)}</Alert>}
      {file.kind === 'table' && <TableOptions file={file} onChange={setFile} />}
      {(there > 0 || mode !== 'skip') && (
        <SelectField
          label={messages.existing(there)}
          value={mode}
          onChange={(event) => setMode(MODES.find((each) => each === event.target.value) ?? 'skip')}
        >
          {MODES.map((each) => (
            <option key={each} value={each}>
              {messages.MODES[each]}
            </option>
          ))}
        </SelectField>
      )}
      <PlanSummary
        plan={plan}
        leftOut={file.kind === 'band' ? (file.leftOut ?? 0) : 0}
        showsChanges={mode !== 'skip'}
      />
      {wrong.length > 0 && (
        <InvalidRecords wrong={wrong} onDownload={file.kind === 'table' ? () => downloadInvalid(file, wrong) : null} />
      )}
      <div className="flex flex-wrap justify-end gap-2.5">
        <Button onClick={onClose}>{messages.cancel}</Button>
        <Button variant="primary" busy={busy} disabled={toDo === 0} onClick={() => void write()}>
          {messages.importCount(toDo)}
        </Button>
      </div>
    </div>
  );
}

type Table = Extract<ImportFile, { kind: 'table' }>;
type Plan = ReturnType<typeof planOf>;

/** Which kind of records a table holds, and what each column is. */
function TableOptions({ file, onChange }: { readonly file: Table; readonly onChange: (file: Table) => void }) {
  return (
    <>
      <SelectField
        label={messages.listOf}
        value={file.table}
        onChange={(event) => {
          const table = BAND_TABLES.find((each) => each === event.target.value) ?? 'songs';
          onChange({ ...file, table, mapping: guessMapping(ENTITIES[table], file.header) });
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
        onChange={(mapping) => onChange({ ...file, mapping })}
      />
    </>
  );
}

interface PlanSummaryProps {
  readonly plan: Plan;
  /** Entries of the file that an import cannot make. */
  readonly leftOut: number;
  readonly showsChanges: boolean;
}

/** How many records are new, changed, already here, skipped or in error. */
function PlanSummary({ plan, leftOut, showsChanges }: PlanSummaryProps) {
  const filled = plan.filter(({ planned }) => planned.length > 0);
  return (
    <section aria-label={messages.preview} aria-live="polite" className="grid gap-2">
      {filled.map(({ table, planned }) => (
        <p key={table} className="text-14">
          <span className="font-medium capitalize">{ENTITIES[table].nouns}: </span>
          {KINDS.flatMap((kind) => {
            const number = planned.filter((each) => each.kind === kind).length;
            return number === 0 ? [] : [messages.KINDS[kind](number)];
          }).join(', ')}
        </p>
      ))}
      {leftOut > 0 && <p className="text-14 text-secondary">{messages.leftOut(leftOut)}</p>}
      {filled.length === 0 && <p className="text-14 text-muted">{messages.nothingInFile}</p>}
      {showsChanges && <Changes plan={plan} />}
    </section>
  );
}

/** Saves the rows that cannot be imported, each with what is wrong, so that they can be corrected and imported again. */
function downloadInvalid(file: Table, wrong: readonly { readonly from: ImportRow }[]): void {
  const lines = wrong.map(({ from }) => [...(file.lines[from.place - 2] ?? []), Object.values(from.errors).join('; ')]);
  downloadText(
    messages.errorsFile(file.name.replace(/\.\w+$/, '')),
    'text/csv;charset=utf-8',
    csvOf([[...file.header, messages.ERRORS_COLUMN], ...lines]),
  );
}

const SHOWN = 30;

/** Which fields of which existing records will change. */
function Changes({ plan }: { readonly plan: Plan }) {
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
      {changes.length > SHOWN && <li>{messages.andMore(changes.length - SHOWN)}</li>}
    </ul>
  );
}
