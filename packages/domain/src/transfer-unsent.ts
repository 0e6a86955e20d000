import type { Json } from '@rockon/sync';
import { BAND_TABLES, type BandTable, ENTITIES, isContentTable } from './entities.ts';
import type { Entity } from './fields/entity.ts';
import { type ImportRow, unknownOf } from './transfer-records.ts';
import { combined, newRecordOf, type Unsent, unsentLines, unsentName } from './unsent.ts';

export const UNSENT_FORMAT = 'rockon-unsynced';
const VERSION = 1;

type Values = Readonly<Record<string, Json>>;

/** The unsent changes of one band. */
export interface UnsentOfBand {
  readonly id: string;
  readonly band: string;
  /** In the order in which they were made. `problem` is why the server did not take it; null while it has not answered. */
  readonly changes: readonly (Unsent & { readonly problem: string | null })[];
}

const DONE = { insert: 'added', update: 'changed', delete: 'deleted', restore: 'restored' } as const;

/**
 * Everything that exists only on this device, as a file that a person can read and that Import takes. Each change says
 * what it is in words; `data` is what Import reads.
 */
export function unsentFile(bands: readonly UnsentOfBand[], exportedAt: string): Json {
  return {
    format: UNSENT_FORMAT,
    version: VERSION,
    exportedAt,
    about: 'Changes that were only on one device. To keep them, import this file in RockOn under "Import and export".',
    bands: bands.map(({ id, band, changes }) => ({ id, band, changes: changes.map(changeInFile) })),
  };
}

function changeInFile({ problem, ...change }: UnsentOfBand['changes'][number]): Json {
  const { table, id, op, set, was, label, at } = change;
  const noun = isContentTable(table) ? ENTITIES[table].noun : 'choice between two versions';
  const values = unsentLines(change).map(({ field, before, after }) => [
    field,
    before === null ? after : `${after} (was: ${before})`,
  ]);
  return {
    what: `${noun} ${DONE[op]}`,
    record: unsentName(change),
    on: new Date(at).toISOString(),
    notSaved: problem ?? 'Not sent yet',
    values: Object.fromEntries(values),
    data: { table, id, op, set, was, label },
  };
}

const isObject = (value: Json | undefined): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface ReadUnsent {
  readonly bands: readonly string[];
  readonly records: Readonly<Record<BandTable, readonly ImportRow[]>>;
  /** Deletes, restores and choices: an import adds and changes records, and does nothing else. */
  readonly leftOut: number;
}

/**
 * Reads what `unsentFile` wrote: one row for each record that was added or changed. Takes the changes of the band that is
 * open; those of all bands where the file has none of it. Null for a file of a newer version.
 */
export function readUnsentFile(file: Values, bandId: string): ReadUnsent | null {
  if (file.version !== VERSION) return null;
  const all = (Array.isArray(file.bands) ? file.bands : []).filter(isObject);
  const own = all.filter(({ id }) => id === bandId);
  const bands = own.length > 0 ? own : all;
  const changes = bands.flatMap((band) => (Array.isArray(band.changes) ? band.changes : []).map(unsentOf));
  const byRecord = new Map<string, Unsent[]>();
  for (const change of changes) {
    if (change === null) continue;
    const key = `${change.table}/${change.id}`;
    byRecord.set(key, [...(byRecord.get(key) ?? []), change]);
  }
  const left = [...byRecord.values()].map(combined).filter((each) => each !== null);
  const importable = left.filter(isImportable);
  const rowsOf = (table: BandTable) =>
    importable.filter((each) => each.table === table).map((each, index) => rowOf(ENTITIES[table], each, index + 1));
  const tables: readonly [BandTable, readonly ImportRow[]][] = BAND_TABLES.map((table) => [table, rowsOf(table)]);
  return {
    bands: bands.map(({ band }) => (typeof band === 'string' ? band : '')),
    records: Object.fromEntries(tables) as ReadUnsent['records'],
    leftOut: left.length - importable.length,
  };
}

const isImportable = ({ table, op }: Unsent): boolean => isContentTable(table) && (op === 'insert' || op === 'update');

function unsentOf(change: Json): Unsent | null {
  const data = isObject(change) ? change.data : undefined;
  if (!isObject(data)) return null;
  const { table, id, op } = data;
  if (typeof table !== 'string' || typeof id !== 'string') return null;
  if (op !== 'insert' && op !== 'update' && op !== 'delete' && op !== 'restore') return null;
  const values = (value: Json | undefined): Values => (isObject(value) ? value : {});
  return { table, id, op, set: values(data.set), was: values(data.was), label: values(data.label), at: 0 };
}

/** Checked like a record of a band file. What an update lacks matters only where the band does not have the record. */
function rowOf(entity: Entity, change: Unsent, place: number): ImportRow {
  const { id, op, set, label } = change;
  const values = newRecordOf(entity, change);
  const parsed = entity.schema.safeParse({ ...unknownOf(entity), ...values });
  const problems = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => [String(path[0]), message]);
  const errors: Readonly<Record<string, string>> = Object.fromEntries(problems.reverse());
  if (op === 'insert') return { place, id, values, errors };
  const known = Object.entries(set).filter(([path]) => {
    const [field = ''] = path.split('/');
    return field in entity.fields || field in entity.maps;
  });
  const wrong = Object.entries(errors).filter(([field]) => field in set);
  const changes = { set: Object.fromEntries(known), label, missing: errors };
  return { place, id, values, errors: Object.fromEntries(wrong), ...changes };
}
