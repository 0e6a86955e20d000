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
  /** It mends what the server refused: both go as one new mutation, in place of the refused ones. */
  | { readonly kind: 'mend'; readonly draft: Draft; readonly refused: readonly number[] }
  /** It takes back an entry that has not left the device: neither will ever be sent. */
  | { readonly kind: 'cancel'; readonly ids: readonly number[] };

export type Draft = Pick<OutboxEntry, 'scope' | 'table' | 'record' | 'op' | 'base' | 'set' | 'was' | 'at' | 'label'>;

/**
 * Folds rapid edits of one record into one mutation. Only the record's last entry may take it, and only while nothing
 * at or below its id can have left the device: the server remembers a mutation by its id and its content, and an
 * entry that changed after it was sent would be taken for a cloned profile's.
 */
export function coalesce(entries: readonly OutboxEntry[], draft: Draft, sentUpTo: number): Coalesced {
  const refused = entries.filter((entry) => entry.rejected);
  if (isLifecycle(draft)) {
    const replaced = refused.filter(isLifecycle);
    if (replaced.length > 0) return replacing(replaced, entries, draft, sentUpTo);
  }
  // While some of the record's work is still on its way nobody knows in which order it will have to be told again.
  if (refused.length > 0) return refused.length === entries.length ? mend(refused, draft) : { kind: 'append' };
  const last = entries.at(-1);
  if (!last || last.id <= sentUpTo) return { kind: 'append' };

  if (draft.op === 'update' && (last.op === 'insert' || last.op === 'update')) {
    // An edit from a form that was opened earlier or later has its own base: one base for both would ask about
    // conflicts that are none, or miss one.
    if (last.op === 'update' && last.base !== draft.base) return { kind: 'append' };
    return {
      kind: 'merge',
      entry: { ...last, set: foldPaths(last.set, draft.set), was: foldWas(last, draft), at: draft.at },
    };
  }
  if (draft.op === 'delete' && last.op === 'insert' && entries.length === 1) return { kind: 'cancel', ids: [last.id] };
  if (draft.op === 'restore' && last.op === 'delete') return { kind: 'cancel', ids: [last.id] };
  return { kind: 'append' };
}

/** Whether it deletes or restores: the newest of these alone says whether the person wants the record to exist. */
const isLifecycle = ({ op }: Draft): boolean => op === 'delete' || op === 'restore';

/** Drops rejected deletes and restores that the draft makes pointless: their error would outlive its reason. */
function replacing(
  replaced: readonly OutboxEntry[],
  entries: readonly OutboxEntry[],
  draft: Draft,
  sentUpTo: number,
): Coalesced {
  const ids = replaced.map(({ id }) => id);
  const rest = coalesce(
    entries.filter((entry) => !replaced.includes(entry)),
    draft,
    sentUpTo,
  );
  if (rest.kind === 'cancel') return { kind: 'cancel', ids: [...ids, ...rest.ids] };
  return { kind: 'mend', draft, refused: ids };
}

/**
 * The server remembers a refused mutation by its id, and an edit alone cannot mend it: an update of a record whose insert
 * was refused has nothing to change. So the edit and what was refused become one new mutation.
 */
function mend(refused: readonly OutboxEntry[], draft: Draft): Coalesced {
  const insert = refused.find((entry) => entry.op === 'insert');
  // A record that the server never took and that is deleted now is nobody's business any more.
  if (draft.op === 'delete' && insert) return { kind: 'cancel', ids: refused.map((entry) => entry.id) };
  // A retried insert has a later id than the edits that were made of it.
  const updates = refused.filter((entry) => entry.op === 'update');
  const edits = insert ? [insert, ...updates] : updates;
  const [first] = edits;
  if (draft.op !== 'update' || !first) return { kind: 'append' };
  const set = [...edits, draft].reduce((folded, edit) => foldPaths(folded, edit.set), {} as PathValues);
  const was = edits.reduceRight((seen, edit) => foldWas(edit, { ...draft, was: seen }), draft.was);
  const bases = [...edits, draft].map((edit) => edit.base ?? Number.POSITIVE_INFINITY);
  const base = insert ? null : Math.min(...bases);
  return {
    kind: 'mend',
    draft: { ...draft, op: insert ? 'insert' : 'update', base, set, was: insert ? insert.was : was },
    refused: edits.map((entry) => entry.id),
  };
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
