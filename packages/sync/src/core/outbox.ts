import { PUSH_MAX_BYTES, PUSH_MAX_MUTATIONS } from '../protocol/limits.ts';
import type { Mutation } from '../protocol/push.ts';
import { coalesce, type Draft } from './coalesce.ts';
import { recordOf } from './keys.ts';
import type { LocalDelta, LocalHead } from './local-state.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { rebaseOntoOtherTabs } from './rebase-text.ts';

/**
 * The delta of one write. Runs inside the transaction, on the outbox as it is then: another tab may have sent or changed
 * an entry that this tab's memory still has in its old form.
 *
 * @param sendNow the caller pushes at once, so `sentUpTo` is raised in the same transaction
 * @param texts the table's long text fields
 */
export function planWrite(
  head: LocalHead,
  written: Draft,
  sendNow: boolean,
  texts: readonly string[] = [],
): LocalDelta {
  const draft = rebaseOntoOtherTabs(head.entries, written, texts);
  const decision = coalesce(head.entries, draft, head.meta.sentUpTo);
  switch (decision.kind) {
    case 'cancel':
      return { outboxDelete: decision.ids };
    case 'merge':
      return { outboxPut: [decision.entry] };
    case 'resubmit':
      return { ...appended(head, decision.draft, sendNow), outboxDelete: decision.refused };
    case 'append':
      return appended(head, draft, sendNow);
  }
}

function appended({ meta }: LocalHead, draft: Draft, sendNow: boolean): LocalDelta {
  const id = meta.nextMutation;
  return { outboxPut: [{ ...draft, id }], meta: { nextMutation: id + 1, ...(sendNow && { sentUpTo: id }) } };
}

/**
 * The delta of several writes: the same as one after the other, each on the result of the ones before.
 *
 * @param textsOf the long text fields of a table
 */
export function planWrites(
  head: LocalHead,
  drafts: readonly Draft[],
  sendNow = false,
  textsOf: (table: string) => readonly string[] | undefined = () => undefined,
): LocalDelta {
  const byRecord = new Map<string, readonly OutboxEntry[]>();
  const entriesOf = (draft: Draft) => byRecord.get(recordOf(draft)) ?? [];
  for (const entry of head.entries) byRecord.set(recordOf(entry), [...entriesOf(entry), entry]);
  const put = new Map<number, OutboxEntry>();
  const gone = new Set<number>();
  let { meta } = head;
  for (const draft of drafts) {
    const entries = entriesOf(draft);
    const delta = planWrite({ ...head, meta, entries }, draft, sendNow, textsOf(draft.table));
    meta = { ...meta, ...delta.meta };
    const moved = new Set(delta.outboxDelete);
    for (const id of moved) {
      put.delete(id);
      gone.add(id);
    }
    for (const entry of delta.outboxPut ?? []) {
      put.set(entry.id, entry);
      moved.add(entry.id);
    }
    // An entry that is put has the record's highest id: it is its last entry, or new.
    byRecord.set(recordOf(draft), [...entries.filter(({ id }) => !moved.has(id)), ...(delta.outboxPut ?? [])]);
  }
  const { nextMutation, sentUpTo } = meta;
  return { outboxDelete: [...gone], outboxPut: [...put.values()], meta: { nextMutation, sentUpTo } };
}

/** Resubmits a rejected mutation under a new id: the server rejects the old id for good. */
export function planRetry(head: LocalHead, mutation: number): LocalDelta | null {
  const entry = head.entries.find((candidate) => candidate.id === mutation);
  if (!entry?.rejected) return null;
  // With the record's later rejected mutations, in order: an old value sent alone would overwrite a newer one.
  const again = head.entries.filter((candidate) => candidate.rejected && candidate.id >= mutation);
  const first = head.meta.nextMutation;
  const outboxPut = again.map(({ rejected: _, ...work }, index) => ({ ...work, id: first + index }));
  return {
    outboxDelete: again.map((each) => each.id),
    outboxPut,
    meta: { nextMutation: first + again.length },
  };
}

/** Discards a rejected mutation. With a rejected insert it discards every later edit of the record too. */
export function planDiscard(head: LocalHead, mutation: number): LocalDelta | null {
  const entry = head.entries.find((candidate) => candidate.id === mutation);
  if (!entry?.rejected) return null;
  const gone = entry.op === 'insert' ? head.entries.filter((later) => later.id >= mutation) : [entry];
  return { outboxDelete: gone.map((each) => each.id) };
}

/** Entries that the server has not answered, in order; rejected ones left out. */
export const unsent = (outbox: readonly OutboxEntry[]): OutboxEntry[] => outbox.filter((entry) => !entry.rejected);

/** The highest id up to which every result has arrived; the server may delete those results. */
export function ackedUpTo(outbox: readonly OutboxEntry[], nextMutation: number): number {
  return (unsent(outbox)[0]?.id ?? nextMutation) - 1;
}

export type Selection =
  | { readonly kind: 'send'; readonly entries: readonly OutboxEntry[] }
  /** Only fresh edits of records that were sent a moment ago wait: the person is probably still typing. */
  | { readonly kind: 'hold'; readonly until: number }
  | { readonly kind: 'idle' };

/**
 * The next batch: the oldest entries, as many as one call may carry. The first edit of a record is sent at once. Further
 * ones wait until `heldUntil` (device time in ms), unless a batch is sent anyway: mutations keep their order.
 */
export function selectBatch(
  outbox: readonly OutboxEntry[],
  heldUntil: (entry: OutboxEntry) => number,
  now: number,
  flush: boolean,
): Selection {
  const waiting = unsent(outbox);
  if (waiting.length === 0) return { kind: 'idle' };
  const earliest = Math.min(...waiting.slice(0, PUSH_MAX_MUTATIONS).map(heldUntil));
  if (!flush && earliest > now) return { kind: 'hold', until: earliest };

  const entries: OutboxEntry[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const entry of waiting.slice(0, PUSH_MAX_MUTATIONS)) {
    bytes += byteLength(JSON.stringify(toMutation(entry))) + 1;
    // A single mutation above the limit is sent alone: the server rejects it and names what is too large.
    if (entries.length > 0 && bytes > PUSH_MAX_BYTES) break;
    entries.push(entry);
  }
  return { kind: 'send', entries };
}

const ENVELOPE_BYTES = 2_000;

/** Length in UTF-8. Counted by hand because core uses no browser API such as TextEncoder. */
function byteLength(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff)) bytes += 2;
    else bytes += 3;
  }
  return bytes;
}

/** The entry as it is sent. */
export function toMutation(entry: OutboxEntry): Mutation {
  const { id, scope, table, record, op, base, set, was } = entry;
  return { id, scope, table, record, op, base, set, was };
}
