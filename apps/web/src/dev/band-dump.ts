import { BAND_TABLES, ENTITIES } from '@rockon/domain';
import { type Json, type Row, untyped } from '@rockon/sync';
import { createDexieRepository } from '@rockon/sync/dexie';
import { markAllSeen } from '../records/read-marks.ts';
import type { Engine } from '../session/engine.ts';
import { databaseName } from '../session/names.ts';

/** A whole band in one file. Rows hold their id and the fields people set; the server sets authors and times on import. */
export interface BandDump {
  readonly rockon: 'band';
  readonly band: string;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, Json>>[]>>;
}

const fieldsOf = (table: (typeof BAND_TABLES)[number]) => [
  ...Object.keys(ENTITIES[table].fields),
  ...Object.keys(ENTITIES[table].maps),
];
const rowsOf = (engine: Engine, scope: string, table: string): readonly Row[] =>
  untyped(engine).query({ scope, table }).get().rows;
const byId = (a: { readonly id?: Json }, b: { readonly id?: Json }) => (String(a.id) < String(b.id) ? -1 : 1);

export function exportBand(engine: Engine, band: string): BandDump {
  const tables = BAND_TABLES.map((table) => {
    const names = ['id', ...fieldsOf(table)];
    const rows = rowsOf(engine, band, table).map((row) =>
      Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
    );
    return [table, rows.sort(byId)];
  });
  return { rockon: 'band', band, tables: Object.fromEntries(tables) };
}

/** @throws Error with a readable message when the text is no band export. */
export function parseBandDump(text: string): BandDump {
  const found = JSON.parse(text) as Partial<BandDump> | null;
  if (found?.rockon !== 'band' || typeof found.tables !== 'object')
    throw new Error('This file is not a RockOn band export.');
  return found as BandDump;
}

/**
 * Imports a file into a band: restores deleted records, sets existing ones to the file's values, and changes nothing else.
 * The export of another band is imported as a copy with new ids.
 *
 * @returns how many records were written
 */
export async function importBand(engine: Engine, band: string, dump: BandDump): Promise<number> {
  const { tables } = dump.band === band ? dump : withNewIds(dump);
  const rows = BAND_TABLES.flatMap((table) =>
    (tables[table] ?? []).map(({ id, ...values }) => ({ key: { scope: band, table, id: String(id) }, values })),
  );
  // In parallel, because thousands of transactions one after another would take minutes.
  await Promise.all(rows.map(({ key, values }) => put(engine, key, values)));
  return rows.length;
}

async function put(
  typed: Engine,
  key: { readonly scope: string; readonly table: string; readonly id: string },
  values: Readonly<Record<string, Json>>,
): Promise<void> {
  const engine = untyped(typed);
  const { repository } = engine;
  const current = () => engine.record(key).get();
  // restore rejects where the device has no such record, deleted or not; insert handles that case.
  if (!current()) await repository.restore(key).catch(() => undefined);
  const row = current();
  if (!row) {
    await repository.insert(key.scope, key.table, values, key.id);
    return;
  }
  const changed = Object.entries(values).filter(
    ([name, value]) => JSON.stringify(row[name] ?? null) !== JSON.stringify(value),
  );
  if (changed.length > 0) await repository.update(key, Object.fromEntries(changed));
}

function withNewIds(dump: BandDump): BandDump {
  const ids = Object.values(dump.tables).flatMap((rows) => rows.map(({ id }) => String(id)));
  const text = ids.reduce((all, id) => all.replaceAll(id, crypto.randomUUID()), JSON.stringify(dump));
  return JSON.parse(text) as BandDump;
}

/** Deletes every record of a band through sync: on all devices, with the records kept in history and trash. */
export async function deleteAll(engine: Engine, band: string): Promise<number> {
  const keys = BAND_TABLES.flatMap((table) =>
    rowsOf(engine, band, table).map(({ id }) => ({ scope: band, table, id })),
  );
  await engine.repository.writeAll(keys.map((key) => ({ op: 'delete', key })));
  return keys.length;
}

/** Marks everything in a band as seen. */
export async function clearUnread(engine: Engine, userId: string, band: string): Promise<void> {
  const times = BAND_TABLES.flatMap((table) => rowsOf(engine, band, table).map(({ updatedAt }) => updatedAt ?? ''));
  const newest = times.sort().at(-1);
  if (newest) await markAllSeen(engine, userId, band, newest);
}

/**
 * Resets the cursor of every scope, so that each is downloaded again from the beginning. Unsent changes stay. The caller
 * has to reload the page, because the running engine does not notice.
 */
export async function forgetCursors(userId: string): Promise<void> {
  const repository = createDexieRepository({ name: databaseName(userId) });
  try {
    await repository.commit({
      decide: ({ scopes }) => ({
        scopes: Object.fromEntries(Object.entries(scopes).map(([scope, meta]) => [scope, { ...meta, cursor: null }])),
      }),
    });
  } finally {
    await repository.close();
  }
}
