import type { MutationError, Operation } from '../protocol/push.ts';
import type { Row } from '../protocol/row.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/** The state of one record, worst first. */
export type SyncStatus =
  | { readonly kind: 'conflict'; readonly count: number }
  /** `op` is what was rejected: a rejected delete leaves the record where it was. */
  | { readonly kind: 'error'; readonly error: MutationError; readonly mutation: number; readonly op: Operation }
  | { readonly kind: 'syncing' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'unread'; readonly by: string | null; readonly at: string | null }
  | { readonly kind: 'synced' }
  | { readonly kind: 'unknown' };

export interface StatusFacts {
  readonly openConflicts: number;
  /** The record's outbox entries, in order. */
  readonly entries: readonly OutboxEntry[];
  /** The view has a write whose transaction has not completed. */
  readonly notYetDurable: boolean;
  readonly inFlight: (mutation: number) => boolean;
  /** The server answered with a conflict whose row has not arrived with the log yet. */
  readonly awaitingConflict: boolean;
  readonly confirmed: Row | undefined;
  readonly unread: boolean;
}

const SYNCING: SyncStatus = { kind: 'syncing' };
const PENDING: SyncStatus = { kind: 'pending' };
const SYNCED: SyncStatus = { kind: 'synced' };
const UNKNOWN: SyncStatus = { kind: 'unknown' };

/** Derived and never stored: a stored status could outlive its reason. */
export function deriveStatus(facts: StatusFacts): SyncStatus {
  if (facts.openConflicts > 0) return { kind: 'conflict', count: facts.openConflicts };
  const refused = facts.entries.find((entry) => entry.rejected);
  if (refused?.rejected) return { kind: 'error', error: refused.rejected, mutation: refused.id, op: refused.op };
  // Until the transaction completes, the write is stored nowhere.
  if (facts.notYetDurable) return UNKNOWN;
  if (facts.awaitingConflict || facts.entries.some((entry) => facts.inFlight(entry.id))) return SYNCING;
  if (facts.entries.length > 0) return PENDING;
  if (!facts.confirmed) return UNKNOWN;
  if (facts.unread) return { kind: 'unread', by: facts.confirmed.updatedBy, at: facts.confirmed.updatedAt };
  return SYNCED;
}
