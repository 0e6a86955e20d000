import { BAND_TABLES, ENTITIES } from '@rockon/domain';
import { type Json, type Row, untyped } from '@rockon/sync';
import { createDexieRepository } from '@rockon/sync/dexie';
import { markAllSeen } from '../records/read-marks.ts';
import type { Engine } from '../session/engine.ts';
import { databaseName } from '../session/names.ts';

/** A whole band in one file. Rows hold their id and what people set; who and when the server writes anew. */
export interface Book {
  readonly rockon: 'book';
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

export function exportBook(engine: Engine, band: string): Book {
  const tables = BAND_TABLES.map((table) => {
    const names = ['id', ...fieldsOf(table)];
    const rows = rowsOf(engine, band, table).map((row) =>
      Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
    );
    return [table, rows.sort(byId)];
  });
  return { rockon: 'book', band, tables: Object.fromEntries(tables) };
}

/** The book of a file. @throws Error with words when it is none. */
export function parseBook(text: string): Book {
  const found = JSON.parse(text) as Partial<Book> | null;
  if (found?.rockon !== 'book' || typeof found.tables !== 'object') throw new Error('This file is no book of RockOn.');
  return found as Book;
}

/**
 * Puts a book into a band as the file has it: what was deleted comes back, what is there is set to the file's values,
 * nothing else is touched. A book of another band becomes a copy, with ids of its own.
 *
 * @returns how many records were written
 */
export async function importBook(engine: Engine, band: string, book: Book): Promise<number> {
  const { tables } = book.band === band ? book : withOwnIds(book);
  const rows = BAND_TABLES.flatMap((table) =>
    (tables[table] ?? []).map(({ id, ...values }) => ({ key: { scope: band, table, id: String(id) }, values })),
  );
  // All at once: each is told to the screens at once, and thousands of transactions one after another would take minutes.
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
  // Refused by name where the device knows of no such record, deleted or not.
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

function withOwnIds(book: Book): Book {
  const ids = Object.values(book.tables).flatMap((rows) => rows.map(({ id }) => String(id)));
  const text = ids.reduce((all, id) => all.replaceAll(id, crypto.randomUUID()), JSON.stringify(book));
  return JSON.parse(text) as Book;
}

/** Deletes every record of a band, through sync: the other devices see it, and history and trash keep it. */
export async function deleteAll(engine: Engine, band: string): Promise<number> {
  const keys = BAND_TABLES.flatMap((table) =>
    rowsOf(engine, band, table).map(({ id }) => ({ scope: band, table, id })),
  );
  await engine.repository.writeAll(keys.map((key) => ({ op: 'delete', key })));
  return keys.length;
}

/** Notes everything in a band as seen. */
export async function clearUnread(engine: Engine, userId: string, band: string): Promise<void> {
  const times = BAND_TABLES.flatMap((table) => rowsOf(engine, band, table).map(({ updatedAt }) => updatedAt ?? ''));
  const newest = times.sort().at(-1);
  if (newest) await markAllSeen(engine, userId, band, newest);
}

/**
 * Forgets how far every scope has been read, so that each is read anew from the beginning. Unsent work stays. The page
 * has to be loaded again afterwards: this goes behind the engine's back.
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
