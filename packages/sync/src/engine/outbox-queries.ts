import { toMutation } from '../core/outbox.ts';
import type { OutboxEntry } from '../core/outbox-entry.ts';
import type { SyncSchema } from '../core/schema.ts';
import type { Json } from '../protocol/json.ts';
import type { FailedMutation, PendingMutation, UnsentMutation } from './public-types.ts';
import type { Memory } from './tab/memory.ts';

/** An outbox entry in the form of the public API. */
export function unsentMutation({
  id,
  scope,
  table,
  record,
  op,
  set,
  was,
  label = {},
  at,
}: OutboxEntry): UnsentMutation {
  return { mutation: id, scope, table, id: record, op, set, was, label, at };
}

/** The person's unanswered mutations, oldest first; tables excluded from pending are left out. */
export function pendingIn(memory: Memory, schema: SyncSchema, inFlight: readonly number[]): PendingMutation[] {
  const sending = new Set(inFlight);
  return [...memory.outbox.values()]
    .filter((entry) => !entry.rejected && !schema.tables[entry.table]?.excludeFromPending)
    .map((entry) => ({ ...unsentMutation(entry), sending: sending.has(entry.id) }));
}

/** Mutations that the server rejected and the person has neither retried nor discarded. */
export function failedIn(memory: Memory): FailedMutation[] {
  return [...memory.outbox.values()].flatMap((entry) =>
    entry.rejected ? [{ ...unsentMutation(entry), error: entry.rejected }] : [],
  );
}

/** Everything that exists only on this device, for a file. */
export function unsentAsJson(user: string, memory: Memory): Json {
  const outbox = [...memory.outbox.values()].map((entry) => ({
    ...toMutation(entry),
    at: entry.at,
    refused: entry.rejected ? { ...entry.rejected, path: entry.rejected.path ?? null } : null,
  }));
  const setAside = memory.setAside.map(({ scope, reason, entries }) => ({
    ...{ scope, reason },
    mutations: entries.map((entry) => ({ ...toMutation(entry), at: entry.at })),
  }));
  return { user, outbox, setAside };
}

export function setAsideCount(memory: Memory): number {
  return memory.setAside.reduce((sum, { entries }) => sum + entries.length, 0);
}
