import type { Json } from '@rockon/sync';
import { BAND_TABLES, type BandTable, ENTITIES } from './entities.ts';
import type { Entity } from './fields/entity.ts';
import type { SyncedRow } from './synced-row.ts';
import { type ImportRow, valuesOf } from './transfer-records.ts';
import { readUnsentFile, UNSENT_FORMAT } from './transfer-unsent.ts';

const FORMAT = 'rockon-band';
const VERSION = 1;
const NEWER = 'This file comes from a newer version of RockOn. Reload the app, then import it again.';

type Rows = Readonly<Record<BandTable, readonly SyncedRow[]>>;

/**
 * A band's data as a file: its content with ids, so that references still work. Without members, invites, history or
 * deleted records.
 */
export interface BandFile extends Readonly<Record<BandTable, readonly Readonly<Record<string, unknown>>[]>> {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly exportedAt: string;
  readonly band: string;
}

const byId = (a: SyncedRow, b: SyncedRow) => (a.id < b.id ? -1 : 1);

export function bandFile(band: string, rows: Rows, exportedAt: string): BandFile {
  const tables = BAND_TABLES.map((table) => [
    table,
    [...rows[table]].sort(byId).map((row) => ({ id: row.id, ...valuesOf(ENTITIES[table], { ...row }) })),
  ]);
  return { format: FORMAT, version: VERSION, exportedAt, band, ...Object.fromEntries(tables) } as BandFile;
}

export type ReadBandFile =
  | {
      readonly ok: true;
      readonly band: string;
      readonly records: Readonly<Record<BandTable, readonly ImportRow[]>>;
      /** Of a file of unsent changes: how many of them no import can make. */
      readonly leftOut?: number;
    }
  | { readonly ok: false; readonly problem: string };

const isObject = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a file of `bandFile` or `unsentFile`. Each record is checked on its own: an invalid one does not block others.
 * @param bandId the open band; from a file of unsent changes only those of this band are read
 */
export function readBandFile(text: string, bandId = ''): ReadBandFile {
  let file: Json;
  try {
    file = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'This file is not complete JSON. Export it again, then import the new file.' };
  }
  if (isObject(file) && file.format === UNSENT_FORMAT) {
    const read = readUnsentFile(file, bandId);
    if (read === null) return { ok: false, problem: NEWER };
    const { bands, records, leftOut } = read;
    return { ok: true, band: bands.join(', '), records, leftOut };
  }
  if (!isObject(file) || file.format !== FORMAT)
    return {
      ok: false,
      problem: 'This file was not exported from RockOn. To import a list from another program, save it as CSV.',
    };
  if (file.version !== VERSION) return { ok: false, problem: NEWER };
  const content = file;
  const tables = BAND_TABLES.map((table) => {
    const list = content[table];
    return [table, (Array.isArray(list) ? list : []).map((each, index) => incoming(ENTITIES[table], each, index + 1))];
  });
  return {
    ok: true,
    band: typeof file.band === 'string' ? file.band : '',
    records: Object.fromEntries(tables) as Readonly<Record<BandTable, readonly ImportRow[]>>,
  };
}

function incoming(entity: Entity, record: Json, place: number): ImportRow {
  if (!isObject(record)) return { place, id: null, values: {}, errors: { record: 'Not a valid record' } };
  const id = typeof record.id === 'string' ? record.id : null;
  const values = valuesOf(entity, safeMaps(entity, record));
  const parsed = entity.schema.safeParse(values);
  if (parsed.success) return { place, id, values: parsed.data, errors: {} };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[String(issue.path[0])] ??= issue.message;
  return { place, id, values, errors };
}

/** A map column that is not a map would make the whole file unreadable. */
function safeMaps(entity: Entity, record: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const bad = Object.keys(entity.maps).filter((name) => {
    const map = record[name];
    return map !== undefined && !(isObject(map) && Object.values(map).every(isObject));
  });
  return { ...record, ...Object.fromEntries(bad.map((name) => [name, { broken: { order: '' } }])) };
}
