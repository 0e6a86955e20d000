import type { Change, Cursor } from '../protocol/pull.ts';
import type { PushResponse } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';
import { withoutEvicted } from './eviction.ts';
import { recordOf } from './keys.ts';
import type { ConfirmedRow, LocalDelta, LocalHead, ScopeMeta } from './local-state.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/** The device's confirmed row of an id in a scope, tombstones included. */
export type ConfirmedRowOf = (scope: string, table: string, id: string) => Row | undefined;

/** The outcome of applying one scope's next changes. */
export type Rebased =
  /** The changes follow directly on the cursor. */
  | { readonly kind: 'advance'; readonly delta: LocalDelta; readonly foreign: readonly Change[] }
  /** The device has all of them already. */
  | { readonly kind: 'known' }
  /** Changes before these are missing: pull. */
  | { readonly kind: 'gap' };

/**
 * Moves one scope forward along its log, in one transaction: applies the changes to the confirmed rows, removes this
 * device's own mutations from the outbox when their echo arrives, and moves the cursor.
 * @param upTo the server's cursor after these changes; it may be ahead of the last of them
 */
export function rebase(
  state: {
    readonly scope: string;
    readonly meta: ScopeMeta & { readonly cursor: Cursor };
    readonly clientId: string;
    readonly confirmed: ConfirmedRowOf;
  },
  changes: readonly Change[],
  upTo: number,
  outboxHas: (mutation: number) => boolean,
): Rebased {
  const { scope, meta, clientId, confirmed } = state;
  const { cursor } = meta;
  const fresh = changes.filter((change) => change.seq > cursor.seq);
  if (fresh.length === 0 && upTo <= cursor.seq) return { kind: 'known' };
  let expected = cursor.seq + 1;
  for (const change of fresh) if (change.seq !== expected++) return { kind: 'gap' };
  if (expected - 1 < upTo) return { kind: 'gap' };

  const rows = new Map<string, ConfirmedRow>();
  const settled: number[] = [];
  const foreign: Change[] = [];
  for (const change of fresh) {
    const key = `${change.table}/${change.id}`;
    const known = rows.get(key)?.row ?? confirmed(scope, change.table, change.id);
    const row = change.row ?? purged(change, known);
    if (row && (!known || row.version > known.version))
      rows.set(key, { scope, table: change.table, seq: change.seq, row });
    if (change.client !== clientId) foreign.push(change);
    else if (change.mutation !== null && outboxHas(change.mutation)) settled.push(change.mutation);
  }
  return {
    kind: 'advance',
    foreign,
    delta: {
      rows: [...rows.values()],
      outboxDelete: [...new Set(settled)],
      scopes: { [scope]: { ...meta, cursor: { epoch: cursor.epoch, seq: Math.max(upTo, expected - 1) } } },
    },
  };
}

/** A purged record leaves a tombstone on the device: without one, an older response could bring the record back. */
function purged(change: Change, known: Row | undefined): Row | undefined {
  return known && { ...known, version: change.version, deletedAt: known.deletedAt ?? change.at };
}

/**
 * Applies the results of a push. Applied and conflicting mutations leave the outbox (the conflict continues as a synced
 * record). A rejected one stays with its values until the person decides. A result whose mutation has already left the
 * outbox is a duplicate and changes nothing.
 */
export function applyPushResults(
  { results, epochs }: Pick<PushResponse, 'results' | 'epochs'>,
  entryOf: (id: number) => OutboxEntry | undefined,
  cursorOf: (scope: string) => Cursor | null,
  confirmed: ConfirmedRowOf,
  rejectedWithoutReason: string,
): LocalDelta {
  const rows: ConfirmedRow[] = [];
  const outboxDelete: number[] = [];
  const outboxPut: OutboxEntry[] = [];
  const newest = new Map<string, number>();
  for (const result of results) {
    const entry = entryOf(result.id);
    if (!entry || entry.rejected) continue;
    if (result.status === 'rejected') {
      const fallback = { code: 'rejected', message: rejectedWithoutReason };
      outboxPut.push({ ...entry, rejected: result.error ?? fallback });
    } else outboxDelete.push(entry.id);

    const { row } = result;
    if (!row) continue;
    const key = recordOf(entry);
    const known = confirmed(entry.scope, entry.table, entry.record);
    const knownVersion = Math.max(newest.get(key) ?? -1, known?.version ?? -1);
    if (row.version <= knownVersion) continue;
    const cursor = cursorOf(entry.scope);
    // No cursor: the scope is not on this device; its rows come with a snapshot, if at all. Another epoch: the server was
    // restored since, and the row may no longer exist.
    if (!cursor || cursor.epoch !== epochs[entry.scope]) continue;
    const seq = result.seq ?? cursor.seq;
    // The log is applied up to the cursor. A row that is not on the device was deleted and purged after this result was
    // written: do not bring it back.
    if (!known && !newest.has(key) && seq <= cursor.seq) continue;
    newest.set(key, row.version);
    rows.push({ scope: entry.scope, table: entry.table, seq, row });
  }
  return { rows, outboxDelete, outboxPut };
}

/**
 * The user no longer belongs to the scope: deletes the server's rows and sets unsent mutations aside for export.
 * @param name the scope's name, read while its rows are here; null when unknown
 */
export function planScopeRemoval(
  head: LocalHead,
  scope: string,
  reason: string,
  name: string | null = null,
): LocalDelta | null {
  const { entries } = head;
  const evicted = withoutEvicted(head.meta, scope);
  if (!head.scopes[scope] && entries.length === 0 && !evicted.evicted) return null;
  return {
    scopes: { [scope]: null },
    ...(evicted.evicted ? { meta: evicted } : {}),
    outboxDelete: entries.map((entry) => entry.id),
    ...(entries.length > 0 ? { setAside: { scope, reason, entries, ...(name !== null && { name }) } } : {}),
  };
}
