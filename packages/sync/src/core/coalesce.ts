import type { Json } from '../protocol/json.ts';
import type { PathValues } from '../protocol/push.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { overlaps, withPaths } from './paths.ts';

/** What becomes of a new edit beside the outbox entries of its record. */
export type Coalesced =
  /** It goes to the end of the outbox. */
  | { readonly kind: 'append' }
  /** It is folded into an entry that has not left the device. */
  | { readonly kind: 'merge'; readonly entry: OutboxEntry }
  /** It takes back an entry that has not left the device: neither will ever be sent. */
  | { readonly kind: 'cancel'; readonly id: number };

export type Draft = Pick<OutboxEntry, 'scope' | 'table' | 'record' | 'op' | 'base' | 'set' | 'was' | 'at'>;

/**
 * Folds rapid edits of one record into one mutation. Only the record's last entry may take it, and only while nothing
 * at or below its id can have left the device: the server remembers a mutation by its id and its content, and an
 * entry that changed after it was sent would be taken for a cloned profile's.
 */
export function coalesce(entries: readonly OutboxEntry[], draft: Draft, sentUpTo: number): Coalesced {
  const last = entries.at(-1);
  if (!last || last.id <= sentUpTo || last.rejected) return { kind: 'append' };

  if (draft.op === 'update' && (last.op === 'insert' || last.op === 'update')) {
    // An edit from a form that was opened earlier or later has its own base: one base for both would ask about
    // conflicts that are none, or miss one.
    if (last.op === 'update' && last.base !== draft.base) return { kind: 'append' };
    return {
      kind: 'merge',
      entry: { ...last, set: foldPaths(last.set, draft.set), was: foldWas(last, draft), at: draft.at },
    };
  }
  if (draft.op === 'delete' && last.op === 'insert' && entries.length === 1) return { kind: 'cancel', id: last.id };
  if (draft.op === 'restore' && last.op === 'delete') return { kind: 'cancel', id: last.id };
  return { kind: 'append' };
}

/**
 * Both edits as one set of paths, none inside another: a later whole swallows earlier parts, and a later part is put
 * into an earlier whole, because paths in one mutation have no order.
 */
export function foldPaths(earlier: PathValues, later: PathValues): PathValues {
  const folded: Record<string, Json> = { ...earlier };
  for (const [path, value] of Object.entries(later)) {
    for (const inner of Object.keys(folded)) if (inner.startsWith(`${path}/`)) delete folded[inner];
    const outer = Object.keys(folded).find((key) => path.startsWith(`${key}/`));
    if (outer === undefined) folded[path] = value;
    else folded[outer] = putInside(outer, folded[outer] ?? null, path, value);
  }
  return folded;
}

function putInside(outer: string, whole: Json, path: string, value: Json): Json {
  const itemIsRemoved = outer.includes('/') && whole === null;
  if (itemIsRemoved) return null;
  return withPaths({ whole }, { [`whole${path.slice(outer.length)}`]: value }).whole ?? null;
}

/** What was seen before the first of the edits. A path that an earlier edit covers was not "seen before" by the later. */
function foldWas(last: OutboxEntry, draft: Draft): PathValues {
  if (last.op === 'insert') return last.was;
  const unseen = Object.entries(draft.was).filter(
    ([path]) => !Object.keys(last.set).some((set) => overlaps(set, path)),
  );
  return { ...last.was, ...Object.fromEntries(unseen) };
}
