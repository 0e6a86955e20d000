import { inOrder, moveTo } from './fields/order.ts';
import type { SetlistItem, SetlistValues } from './setlist.ts';

type SetItems = Readonly<Record<string, SetlistItem>>;
export type NewSetItem = Omit<SetlistItem, 'order'>;
type Value = string | number | boolean | null;
type Paths = Record<string, Value | Readonly<Record<string, Value>>>;

const orders = (keys: Readonly<Record<string, string>>): Paths =>
  Object.fromEntries(Object.entries(keys).map(([id, order]) => [`items/${id}/order`, order]));

/** Where an item that should follow `after` goes; at the end without one, or when that is gone meanwhile. */
export function placeAfter(items: SetItems, after: string | null): number {
  const list = inOrder(items);
  const index = list.findIndex(({ id }) => id === after);
  return index === -1 ? list.length : index + 1;
}

/** Paths that put new items (by their new ids, in this order) at a place of the list. */
export function pathsToAdd(items: SetItems, added: readonly (readonly [string, NewSetItem])[], index: number): Paths {
  const keys = moveTo(
    inOrder(items),
    added.map(([id]) => id),
    index,
  );
  const fresh = new Map(added);
  const paths: Paths = {};
  for (const [id, order] of Object.entries(keys)) {
    const item = fresh.get(id);
    if (item === undefined) paths[`items/${id}/order`] = order;
    else {
      const known = Object.entries(item).filter(([, value]) => value !== undefined);
      paths[`items/${id}`] = { ...Object.fromEntries(known as [string, Value][]), order };
    }
  }
  return paths;
}

/** Paths that move items before the `index`-th of the others. Nothing where they stand there already. */
export function pathsToMove(items: SetItems, ids: readonly string[], index: number): Paths {
  const list = inOrder(items);
  const present = ids.filter((id) => items[id] !== undefined);
  const moving = new Set(present);
  const others = list.filter(({ id }) => !moving.has(id));
  const at = Math.max(0, Math.min(index, others.length));
  const wanted = [...others.slice(0, at).map(({ id }) => id), ...present, ...others.slice(at).map(({ id }) => id)];
  if (wanted.every((id, place) => list[place]?.id === id)) return {};
  return orders(moveTo(list, present, at));
}

/** Where items go among the others for a move in words; null where there is nothing to move. */
export function placeOf(
  items: SetItems,
  ids: readonly string[],
  to: 'up' | 'down' | 'top' | 'bottom' | { readonly section: string },
): number | null {
  const list = inOrder(items);
  const moving = new Set(ids);
  const first = list.findIndex(({ id }) => moving.has(id));
  if (first === -1) return null;
  const others = list.filter(({ id }) => !moving.has(id));
  if (to === 'top') return 0;
  if (to === 'bottom') return others.length;
  // Before the first one that moves there are only others.
  if (to === 'up') return Math.max(0, first - 1);
  if (to === 'down') {
    const last = list.findLastIndex(({ id }) => moving.has(id));
    return Math.min(others.length, last - moving.size + 2);
  }
  const start = others.findIndex(({ id }) => id === to.section);
  if (start === -1) return null;
  const next = others.findIndex(({ kind }, index) => index > start && (kind === 'section' || kind === 'break'));
  return next === -1 ? others.length : next;
}

/** A copy of a set, as it is now: for one night, so that neither leaks into the other. */
export function copyOf(set: SetlistValues & { readonly id: string }, name: string): SetlistValues {
  const { targetSeconds, startsAt, notes, items, id } = set;
  return { name: name.slice(0, 120), targetSeconds, startsAt, notes, items, forkedFrom: id };
}

/** `Friday`, `Friday (copy)`, `Friday (copy 2)`: the first that no other set has. */
export function nameOfCopy(name: string, taken: readonly string[]): string {
  const known = new Set(taken);
  const stem = name.replace(/ \(copy(?: \d+)?\)$/, '').slice(0, 105);
  for (let number = 1; ; number += 1) {
    const next = number === 1 ? `${stem} (copy)` : `${stem} (copy ${number})`;
    if (!known.has(next)) return next;
  }
}
