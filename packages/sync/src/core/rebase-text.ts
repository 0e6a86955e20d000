import type { Json } from '../protocol/json.ts';
import type { Draft } from './coalesce.ts';
import { sameJson } from './equal.ts';
import { mergeText } from './merge.ts';
import type { OutboxEntry } from './outbox-entry.ts';

const isText = (value: Json | undefined): value is string | null | undefined =>
  value === undefined || value === null || typeof value === 'string';

/**
 * A text that is written while another tab of this device has just written the same text: this tab had not heard of it,
 * and its text would take the place of the other in the outbox. Decided on the outbox as it is in the transaction.
 *
 * @param entries of the record, in order
 */
export function rebaseOntoOtherTabs(entries: readonly OutboxEntry[], draft: Draft, texts: readonly string[]): Draft {
  let { base, set, was } = draft;
  for (const field of draft.op === 'update' ? texts : []) {
    const other = entries.findLast((entry) => !entry.rejected && entry.set[field] !== undefined);
    const [seen, mine, now] = [was[field], set[field], other?.set[field]];
    if (!other || mine === undefined || !isText(seen) || !isText(mine) || !isText(now)) continue;
    if (sameJson(seen ?? null, now ?? null)) continue;
    set = { ...set, [field]: mergeText(seen ?? null, mine, now ?? null).text };
    was = { ...was, [field]: now ?? null };
    base = other.base === null || base === null ? base : Math.min(base, other.base);
  }
  return { ...draft, base, set, was };
}
