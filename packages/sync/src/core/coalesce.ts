import type { Json } from '../protocol/json.ts';
import type { PathValues } from '../protocol/push.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { overlaps, withPaths } from './paths.ts';

/** How a new edit joins the outbox entries of its record. */
export type Coalesced =
  /** Append it to the outbox. */
  | { readonly kind: 'append' }
  /** Merge it into an entry that has not left the device. */
  | { readonly kind: 'merge'; readonly entry: OutboxEntry }
  /** Resubmit: merge this edit with the rejected mutations into one new mutation, which replaces them. */
  | { readonly kind: 'resubmit'; readonly draft: Draft; readonly refused: readonly number[] }
  /** It cancels an entry that has not left the device: neither is sent. */
  | { readonly kind: 'cancel'; readonly ids: readonly number[] };

export type Draft = Pick<OutboxEntry, 'scope' | 'table' | 'record' | 'op' | 'base' | 'set' | 'was' | 'at' | 'label'>;

/**
 * Merges quick edits of one record into one mutation. Only the record's last entry may change, and only while its id is
 * above `sentUpTo`: the server remembers a mutation by id and content, and takes an id that comes back with other content
 * for that of a copied browser profile.
 */
export function coalesce(entries: readonly OutboxEntry[], draft: Draft, sentUpTo: number): Coalesced {
  const refused = entries.filter((entry) => entry.rejected);
  if (isLifecycle(draft)) {
    const replaced = refused.filter(isLifecycle);
    if (replaced.length > 0) return replacing(replaced, entries, draft, sentUpTo);
  }
  // While other mutations of the record are unanswered, the order in which they have to be resubmitted is unknown.
  if (refused.length > 0) return refused.length === entries.length ? resubmit(refused, draft) : { kind: 'append' };
  const last = entries.at(-1);
  if (!last || last.id <= sentUpTo) return { kind: 'append' };

  if (draft.op === 'update' && (last.op === 'insert' || last.op === 'update')) {
    // A form that was opened earlier or later has another base. One base for both edits would report a false conflict or
    // miss a real one.
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
  return { kind: 'resubmit', draft, refused: ids };
}

/**
 * The server remembers that it rejected an id, and the edit alone would fail too: an update has nothing to change when the
 * insert was rejected. So the edit and the rejected mutations become one new mutation.
 */
function resubmit(refused: readonly OutboxEntry[], draft: Draft): Coalesced {
  const insert = refused.find((entry) => entry.op === 'insert');
  // The server never accepted this record and it is deleted now: there is nothing to send.
  if (draft.op === 'delete' && insert) return { kind: 'cancel', ids: refused.map((entry) => entry.id) };
  // A retried insert has a higher id than the edits that followed it.
  const updates = refused.filter((entry) => entry.op === 'update');
  const edits = insert ? [insert, ...updates] : updates;
  const [first] = edits;
  if (draft.op !== 'update' || !first) return { kind: 'append' };
  const set = [...edits, draft].reduce((folded, edit) => foldPaths(folded, edit.set), {} as PathValues);
  const was = edits.reduceRight((seen, edit) => foldWas(edit, { ...draft, was: seen }), draft.was);
  const bases = [...edits, draft].map((edit) => edit.base ?? Number.POSITIVE_INFINITY);
  const base = insert ? null : Math.min(...bases);
  return {
    kind: 'resubmit',
    draft: { ...draft, op: insert ? 'insert' : 'update', base, set, was: insert ? insert.was : was },
    refused: edits.map((entry) => entry.id),
  };
}

/**
 * Both edits as one set of paths of which none contains another, because the paths of one mutation have no order: a later
 * item replaces earlier properties of it, and a later property is put into an earlier item.
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

/** The values seen before the first edit. A path that the first edit set was seen by the second one only afterwards. */
function foldWas(last: OutboxEntry, draft: Draft): PathValues {
  if (last.op === 'insert') return last.was;
  const unseen = Object.entries(draft.was).filter(
    ([path]) => !Object.keys(last.set).some((set) => overlaps(set, path)),
  );
  return { ...last.was, ...Object.fromEntries(unseen) };
}
