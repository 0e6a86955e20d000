import type { LocalDelta, ScopeMeta } from '../../core/local-state.ts';
import type { Row } from '../../protocol/row.ts';
import { beginsWith, SEGMENT_ROWS, type StoredScope, type StoredSegment } from './schema.ts';
import { request } from './transaction.ts';

/**
 * Writes a delta (all but `meta`) to the stores, in the same order as memory: scopes change first, then single rows
 * arrive. A failed write aborts the transaction by itself, so only reads are awaited.
 */
export async function writeDelta(
  transaction: IDBTransaction,
  delta: LocalDelta,
  commit: number,
  scopes: Readonly<Record<string, ScopeMeta>>,
): Promise<void> {
  const outbox = transaction.objectStore('outbox');
  for (const id of delta.outboxDelete ?? []) outbox.delete(id);
  for (const entry of delta.outboxPut ?? []) outbox.put(entry);
  if (delta.segment) {
    const { rows, ...place } = delta.segment;
    putSegments(transaction, place, commit, rows);
  }
  for (const [scope, meta] of Object.entries(delta.scopes ?? {})) {
    if (meta === null) forgetScope(transaction, scope);
    else await moveScope(transaction, scope, meta, scopes[scope]);
  }
  const rows = transaction.objectStore('rows');
  for (const row of delta.rows ?? []) rows.put(row);
  if (delta.setAside) transaction.objectStore('setAside').add(delta.setAside);
}

export function putSegments(
  transaction: IDBTransaction,
  place: Pick<StoredSegment, 'scope' | 'table' | 'generation'>,
  commit: number,
  rows: readonly Row[],
): void {
  const segments = transaction.objectStore('segments');
  for (let part = 0; part * SEGMENT_ROWS < rows.length; part++) {
    const run = rows.slice(part * SEGMENT_ROWS, (part + 1) * SEGMENT_ROWS);
    segments.put({ ...place, commit, part, rows: run } satisfies StoredSegment);
  }
}

export function forgetScope(transaction: IDBTransaction, scope: string): void {
  transaction.objectStore('rows').delete(beginsWith(scope));
  transaction.objectStore('segments').delete(beginsWith(scope));
  transaction.objectStore('scopes').delete(scope);
}

async function moveScope(
  transaction: IDBTransaction,
  scope: string,
  meta: ScopeMeta,
  old: ScopeMeta | undefined,
): Promise<void> {
  transaction.objectStore('scopes').put({ ...meta, scope } satisfies StoredScope);
  if (meta.generation === (old?.generation ?? 0)) return;
  // Seqs of another epoch cannot be compared with this one's.
  const sameLog = !old?.cursor || old.cursor.epoch === meta.cursor?.epoch;
  const segments = transaction.objectStore('segments');
  const rows = transaction.objectStore('rows');
  const [segmentKeys, rowKeys, singles] = await Promise.all([
    request(segments.getAllKeys(beginsWith(scope))),
    request(rows.getAllKeys(beginsWith(scope))),
    request(rows.getAll(beginsWith(scope))),
  ]);
  for (const key of segmentKeys) if (generationOf(key) !== meta.generation) segments.delete(key);
  rowKeys.forEach((key, index) => {
    if (!sameLog || singles[index].seq <= (meta.cursor?.seq ?? 0)) rows.delete(key);
  });
}

function generationOf(segmentKey: IDBValidKey): IDBValidKey | undefined {
  return Array.isArray(segmentKey) ? segmentKey[2] : undefined;
}
