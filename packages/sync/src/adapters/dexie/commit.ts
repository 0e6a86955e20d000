import type { Commit, LocalDelta, LocalHead, LocalMeta, ScopeMeta } from '../../core/local-state.ts';
import type { OutboxEntry, RecordKey } from '../../core/outbox-entry.ts';
import type { CommitRequest } from '../../ports/local-repository.ts';
import { SyncError } from '../../protocol/errors.ts';
import { uuid } from '../uuid.ts';
import type { Connection } from './connection.ts';
import { toSyncError } from './errors.ts';
import type { StorageMessages } from './messages.ts';
import { beginsWith, META, type StoredMeta, type StoredScope } from './schema.ts';
import { request } from './transaction.ts';
import { forgetScope, writeDelta } from './write-delta.ts';

const STORES = ['meta', 'scopes', 'outbox', 'rows', 'segments', 'setAside'];

/**
 * One commit, in one transaction: reads the head, calls `decide`, writes its delta and takes the next commit number.
 * Durability: with Chromium's default (`relaxed`, as in Safari and, since 2023, Firefox) a transaction completes when the
 * operating system has the data. A crash of the tab or the browser loses nothing; a power cut may lose the last seconds.
 * That is enough for server data, which can be pulled again because cursor and rows are lost together. A person's edit
 * exists nowhere else, so it is `strict`: "Saved on this device" appears when the data is on disk (0.3-0.5 ms more,
 * measured in Chromium).
 */
export async function commit(connection: Connection, asked: CommitRequest, floor: number): Promise<Commit | null> {
  try {
    return await commitOnce(connection, asked, floor);
  } catch (error) {
    if (!asked.reclaimsSpace || toSyncError(connection.messages, error).kind !== 'quota') throw error;
    const delta = await forgetFirst(connection, asked);
    return delta && commitOnce(connection, { ...asked, decide: () => delta }, floor);
  }
}

/**
 * Deletes the scopes that the delta removes and writes nothing. If the rest of the delta is never written, the database
 * looks as if it had never had these scopes.
 */
function forgetFirst(connection: Connection, asked: CommitRequest): Promise<LocalDelta | null> {
  return connection.run({ stores: STORES, mode: 'readwrite' }, async (transaction) => {
    const [{ writer: _, ...meta }, scopes, entries] = await Promise.all([
      readMeta(connection.messages, transaction),
      readScopes(transaction),
      readEntries(transaction, asked),
    ]);
    const delta = asked.decide({ meta, scopes, entries });
    for (const [scope, mark] of Object.entries(delta?.scopes ?? {})) if (!mark) forgetScope(transaction, scope);
    return delta;
  });
}

async function commitOnce(connection: Connection, asked: CommitRequest, floor: number): Promise<Commit | null> {
  const writer = uuid();
  let attempt: Commit | null = null;
  const durability = asked.durable ? 'strict' : 'relaxed';
  return connection.run({ stores: STORES, mode: 'readwrite', durability }, async (transaction) => {
    const [{ writer: lastWriter, ...meta }, scopes, entries] = await Promise.all([
      readMeta(connection.messages, transaction),
      readScopes(transaction),
      readEntries(transaction, asked),
    ]);
    requireGrown(connection.messages, meta.commit, floor);
    // A second run: the connection was lost during the first one, which may have been stored.
    if (attempt && lastWriter === writer) return attempt;
    if (attempt && meta.commit >= attempt.number) throw new SyncError('defect', connection.messages.storageCut);
    const delta = asked.decide({ meta, scopes, entries } satisfies LocalHead);
    if (delta === null) return null;
    attempt = { number: meta.commit + 1, delta };
    await writeAll(transaction, attempt, meta, scopes, writer);
    return attempt;
  });
}

async function writeAll(
  transaction: IDBTransaction,
  { number, delta }: { readonly number: number; readonly delta: LocalDelta },
  meta: LocalMeta,
  scopes: Readonly<Record<string, ScopeMeta>>,
  writer: string,
): Promise<void> {
  await writeDelta(transaction, delta, number, scopes);
  const next: StoredMeta = { ...meta, ...delta.meta, commit: number, writer };
  transaction.objectStore('meta').put(next, META);
  // All requests are made: commit now instead of when the browser next runs this tab's event loop.
  transaction.commit();
}

export async function readMeta(messages: StorageMessages, transaction: IDBTransaction): Promise<StoredMeta> {
  const meta: StoredMeta | undefined = await request(transaction.objectStore('meta').get(META));
  if (!meta) throw new SyncError('defect', messages.storageCleared);
  return meta;
}

export async function readScopes(transaction: IDBTransaction): Promise<Readonly<Record<string, ScopeMeta>>> {
  const stored: readonly StoredScope[] = await request(transaction.objectStore('scopes').getAll());
  return Object.fromEntries(stored.map(({ scope, ...meta }) => [scope, meta]));
}

async function readEntries(transaction: IDBTransaction, asked: CommitRequest): Promise<readonly OutboxEntry[]> {
  const outbox = transaction.objectStore('outbox');
  const index = outbox.index('[scope+table+record]');
  const reads: Promise<readonly (OutboxEntry | undefined)[]>[] = [];
  if (asked.records) reads.push(readEntriesOf(outbox, asked.records));
  if (asked.scope !== undefined) reads.push(request(index.getAll(beginsWith(asked.scope))));
  if (asked.ids) reads.push(Promise.all(asked.ids.map((id) => request(outbox.get(id)))));
  const byId = new Map<number, OutboxEntry>();
  for (const entry of (await Promise.all(reads)).flat()) if (entry) byId.set(entry.id, entry);
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** From this many records on, reading the whole outbox is faster than one request per record. */
const MANY = 20;

async function readEntriesOf(outbox: IDBObjectStore, records: readonly RecordKey[]): Promise<readonly OutboxEntry[]> {
  const index = outbox.index('[scope+table+record]');
  if (records.length < MANY) {
    const found = records.map(({ scope, table, id }) =>
      request<OutboxEntry[]>(index.getAll(IDBKeyRange.only([scope, table, id]))),
    );
    return (await Promise.all(found)).flat();
  }
  const asked = new Set(records.map(({ scope, table, id }) => `${scope}/${table}/${id}`));
  const all: readonly OutboxEntry[] = await request(outbox.getAll());
  return all.filter(({ scope, table, record }) => asked.has(`${scope}/${table}/${record}`));
}

/** A database with fewer commits than this tab has seen was deleted by the browser and created again, empty. */
export function requireGrown(messages: StorageMessages, commitNumber: number, floor: number): void {
  if (commitNumber < floor) throw new SyncError('defect', messages.storageCleared);
}
