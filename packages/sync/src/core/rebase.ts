import type { Change, Cursor } from '../protocol/pull.ts';
import type { PushResponse } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';
import { withoutEvicted } from './eviction.ts';
import type { ConfirmedRow, LocalDelta, LocalHead, ScopeMeta } from './local-state.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/** The device's confirmed row of an id in a scope, tombstones included. */
export type ConfirmedRowOf = (scope: string, table: string, id: string) => Row | undefined;

/** What the log said next, for one scope. */
export type Rebased =
  /** The changes follow on what is here. */
  | { readonly kind: 'advance'; readonly delta: LocalDelta; readonly foreign: readonly Change[] }
  /** Nothing that is not here already. */
  | { readonly kind: 'known' }
  /** Something between is missing: pull. */
  | { readonly kind: 'gap' };

/**
 * Moves one scope forward along its log: confirmed rows follow the changes, this device's own mutations leave the
 * outbox with their echo, and the cursor moves in the same transaction as what it stands for.
 *
 * @param upTo the cursor that the server gave with the changes: it may be ahead of the last of them.
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

/** A purged record leaves a tombstone here: forgetting it could let an older answer bring it back. */
function purged(change: Change, known: Row | undefined): Row | undefined {
  return known && { ...known, version: change.version, deletedAt: known.deletedAt ?? change.at };
}

/**
 * Takes the server's verdicts. Applied and conflicting mutations leave the outbox (a conflict is a synced record of
 * its own from here on); a refused one stays with its values until the person decides. Answers to mutations that the
 * outbox no longer holds came twice and change nothing.
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
    const key = `${entry.scope}/${entry.table}/${entry.record}`;
    const known = confirmed(entry.scope, entry.table, entry.record);
    const knownVersion = Math.max(newest.get(key) ?? -1, known?.version ?? -1);
    if (row.version <= knownVersion) continue;
    const cursor = cursorOf(entry.scope);
    // Without a cursor the scope is not on this device (any more): its rows come with a snapshot or not at all.
    // Of another epoch: the server was restored since, and what its rows of then became is not known.
    if (!cursor || cursor.epoch !== epochs[entry.scope]) continue;
    const seq = result.seq ?? cursor.seq;
    // The log up to the cursor is here already: a row that it does not hold was deleted and forgotten since the
    // answer was written, and must not come back.
    if (!known && !newest.has(key) && seq <= cursor.seq) continue;
    newest.set(key, row.version);
    rows.push({ scope: entry.scope, table: entry.table, seq, row });
  }
  return { rows, outboxDelete, outboxPut };
}

/**
 * The scope is not the user's any more: what the server held goes, what the person had not sent is set aside for
 * export and never pushed.
 *
 * @param name what the person knows the scope by, as long as its rows are here; null when that is not known
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
