import type { Draft } from './coalesce.ts';
import { sameJson } from './equal.ts';
import { isText, mergeText } from './merge.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/**
 * Merges a text edit with one that another tab of this device has just written: this tab had not seen it, and its own
 * text would replace it in the outbox. Decides on the outbox as the transaction reads it.
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
