import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '../../core/outbox-entry.ts';
import { Connection } from './connection.ts';
import { createDexieRepository } from './dexie-repository.ts';
import { toSyncError } from './errors.ts';
import { STORAGE_MESSAGES } from './messages.ts';
import { VERSIONS } from './schema.ts';
import { request } from './transaction.ts';

const entry = (id: number): OutboxEntry => ({
  id,
  scope: 'band-1',
  table: 'songs',
  record: 'a',
  op: 'update',
  base: 1,
  set: { title: `Title ${id}` },
  was: {},
  at: 0,
});

const outboxOf = async (name: string, options: object = {}) => {
  const repository = createDexieRepository({ name, ...options });
  const { outbox } = await repository.load();
  await repository.close();
  return outbox;
};

/** A database of the current version with two unsent mutations. */
async function withOutbox(): Promise<string> {
  const name = crypto.randomUUID();
  const repository = createDexieRepository({ name });
  await repository.commit({ decide: () => ({ outboxPut: [entry(1), entry(2)] }) });
  await repository.close();
  return name;
}

describe('a later database version', () => {
  const renameTitle = async (transaction: IDBTransaction) => {
    const outbox = transaction.objectStore('outbox');
    const entries: OutboxEntry[] = await request(outbox.getAll());
    for (const each of entries) outbox.put({ ...each, set: { name: each.set.title ?? null } });
  };
  const number = (VERSIONS.at(-1)?.number ?? 0) + 1;

  test('[D6] keeps an outbox that it does not change', async () => {
    const name = await withOutbox();
    const versions = [...VERSIONS, { number, stores: { drafts: 'id' } }];
    expect(await outboxOf(name, { versions })).toEqual([entry(1), entry(2)]);
  });

  test('[D6] can rewrite every entry of an old outbox', async () => {
    const name = await withOutbox();
    const versions = [...VERSIONS, { number, stores: {}, upgrade: renameTitle }];
    expect((await outboxOf(name, { versions })).map(({ set }) => set)).toEqual([
      { name: 'Title 1' },
      { name: 'Title 2' },
    ]);
  });

  test('[D6] leaves the old database unchanged when the upgrade fails', async () => {
    const name = await withOutbox();
    const upgrade = async (transaction: IDBTransaction) => {
      transaction.objectStore('outbox').clear();
      throw new Error('a bug of the future');
    };
    await expect(outboxOf(name, { versions: [...VERSIONS, { number, stores: {}, upgrade }] })).rejects.toThrow();
    expect(await outboxOf(name)).toEqual([entry(1), entry(2)]);
  });
});

describe('a connection that the browser closed', () => {
  const readMeta = (transaction: IDBTransaction) => request(transaction.objectStore('meta').count());
  const options = { stores: ['meta'], mode: 'readonly' } as const;

  /** What a browser does to the connection of a background tab. */
  async function cut(connection: Connection): Promise<void> {
    await connection.run(options, async (transaction) => transaction.db.close());
  }

  test('is opened again, and work continues', async () => {
    const connection = new Connection({ name: crypto.randomUUID() });
    await cut(connection);
    expect(await connection.run(options, readMeta)).toBe(1);
    connection.close();
  });

  test('[D1] during a commit: the commit is made once', async () => {
    const repository = createDexieRepository({ name: crypto.randomUUID() });
    let runs = 0;
    const commit = await repository.commit({
      decide: ({ meta }) => {
        runs += 1;
        if (runs === 1) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
        return { meta: { nextMutation: meta.nextMutation + 1 } };
      },
    });
    expect([commit?.number, runs]).toEqual([1, 2]);
    expect((await repository.load()).meta).toMatchObject({ commit: 1, nextMutation: 2 });
    await repository.close();
  });

  test('[D1] after a commit was stored but before it was reported: the commit is not repeated', async () => {
    const name = crypto.randomUUID();
    const connection = new Connection({ name });
    const { commit } = await import('./commit.ts');
    // The first run completes, but its caller gets a lost connection.
    const run = connection.run.bind(connection);
    connection.run = async (how, body) => {
      await run(how, body);
      return run(how, body);
    };
    const made = await commit(
      connection,
      { decide: ({ meta }) => ({ meta: { nextMutation: meta.nextMutation + 1 } }) },
      0,
    );
    connection.close();
    const repository = createDexieRepository({ name });
    expect(made?.number).toBe(1);
    expect((await repository.load()).meta).toMatchObject({ commit: 1, nextMutation: 2 });
    await repository.close();
  });

  test('permanently: the error is storage trouble that may pass', () => {
    expect(toSyncError(STORAGE_MESSAGES, new DOMException('lost', 'UnknownError')).kind).toBe('storage');
    expect(toSyncError(STORAGE_MESSAGES, new DOMException('full', 'QuotaExceededError')).kind).toBe('quota');
    expect(toSyncError(STORAGE_MESSAGES, new Error('a bug')).kind).toBe('defect');
  });
});

describe('a database that the browser deleted', () => {
  test('[O6] an empty database in its place is detected and not used', async () => {
    const name = crypto.randomUUID();
    const repository = createDexieRepository({ name });
    await repository.commit({ decide: () => ({ outboxPut: [entry(1)] }) });
    // As after "clear site data": deleted without a request to this tab, and created again by the next access.
    const connection = new Connection({ name });
    await connection.run({ stores: ['meta', 'outbox'], mode: 'readwrite' }, async (transaction) => {
      const meta = await request(transaction.objectStore('meta').get('device'));
      transaction.objectStore('meta').put({ ...meta, commit: 0 }, 'device');
      transaction.objectStore('outbox').clear();
    });
    connection.close();
    await expect(repository.load()).rejects.toMatchObject({ kind: 'defect' });
    await expect(repository.commit({ decide: () => ({}) })).rejects.toMatchObject({ kind: 'defect' });
    await repository.close();
  });
});
