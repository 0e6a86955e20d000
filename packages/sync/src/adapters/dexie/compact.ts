import type { ConfirmedRow, ScopeMeta } from '../../ports/local-repository.ts';
import { readMeta, readScopes } from './commit.ts';
import type { Connection } from './connection.ts';
import { mergeRows } from './hydrate.ts';
import { beginsWith, type StoredSegment } from './schema.ts';
import { request } from './transaction.ts';
import { putSegments } from './write-delta.ts';

/** Compact a scope once it has this many single rows: reading more would slow the app's start noticeably. */
const MANY = 1_000;

/**
 * Rewrites the single rows of scopes that have many into segments. Content and commit number stay the same. Each row's
 * own seq is lost, which matters only while a snapshot is being read; such a scope is skipped.
 */
export async function compact(connection: Connection): Promise<void> {
  const scopes = await connection.run({ stores: ['scopes'], mode: 'readonly' }, readScopes);
  for (const scope of Object.keys(scopes)) await compactScope(connection, scope);
}

/** One transaction per scope, so that an edit waits for one scope at most. */
function compactScope(connection: Connection, scope: string): Promise<void> {
  const stores = ['meta', 'scopes', 'rows', 'segments'];
  return connection.run({ stores, mode: 'readwrite' }, async (transaction) => {
    const rows = transaction.objectStore('rows');
    const segments = transaction.objectStore('segments');
    const here = beginsWith(scope);
    const [meta, scopes, count] = await Promise.all([
      readMeta(connection.messages, transaction),
      readScopes(transaction),
      request(rows.count(here)),
    ]);
    const mark: ScopeMeta | undefined = scopes[scope];
    if (!mark?.cursor || count < MANY) return;
    const [singles, runs]: [ConfirmedRow[], StoredSegment[]] = await Promise.all([
      request(rows.getAll(here)),
      request(segments.getAll(here)),
    ]);
    if (runs.some(({ generation }) => generation !== mark.generation)) return;
    rows.delete(here);
    segments.delete(here);
    for (const { table, rows: merged } of mergeRows({ [scope]: mark }, runs, singles)) {
      putSegments(transaction, { scope, table, generation: mark.generation }, meta.commit, merged);
    }
  });
}
