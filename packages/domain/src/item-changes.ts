import { moveTo, sortedItems } from './fields/order.ts';

interface Placed {
  readonly order: string;
}
type Items = Readonly<Record<string, Placed>>;
/** Whole items (`items/<id>`) and new order keys (`items/<id>/order`). */
type Paths<Column extends string, Item> = Readonly<Record<`${Column}/${string}`, Item | string>>;

/** An item without an order key; undefined is not known. */
export type NewItem<Item> = Omit<Item, 'order'>;
export type ItemMove = 'up' | 'down' | 'top' | 'bottom';

/** The items of a map column that stay while others move, in order. A place is an index among these. */
export function others<T extends { readonly order: string }>(
  items: Readonly<Record<string, T>>,
  ids: readonly string[],
) {
  const moving = new Set(ids);
  return sortedItems(items).filter(({ id }) => !moving.has(id));
}

/** The place after an item; the end without one, or if it was removed meanwhile. */
export function placeAfter(items: Items, after: string | null): number {
  const list = sortedItems(items);
  const index = list.findIndex(({ id }) => id === after);
  return index === -1 ? list.length : index + 1;
}

/** The place before an item, for moved items; the end without one, or if it was removed meanwhile. */
export function placeBefore(items: Items, ids: readonly string[], before: string | null): number {
  const rest = others(items, ids);
  const index = rest.findIndex(({ id }) => id === before);
  return index === -1 ? rest.length : index;
}

/** The place for a move by menu (up, down, …), all items together and in order; null when there is nothing to move. */
export function placeOf(items: Items, ids: readonly string[], to: ItemMove): number | null {
  const list = sortedItems(items);
  const moving = new Set(ids);
  const first = list.findIndex(({ id }) => moving.has(id));
  if (first === -1) return null;
  if (to === 'top') return 0;
  // Only other items are before the first moved one.
  if (to === 'up') return Math.max(0, first - 1);
  const rest = others(items, ids).length;
  const last = list.findLastIndex(({ id }) => moving.has(id));
  return to === 'bottom' ? rest : Math.min(rest, last - (list.length - rest) + 2);
}

/** Paths that add items (by their new ids, in this order) at a place of a map column; at the end by default. */
export function pathsToAdd<Column extends string, Item extends Placed>(
  column: Column,
  items: Readonly<Record<string, Item>>,
  added: readonly (readonly [string, NewItem<Item>])[],
  place = Object.keys(items).length,
): Paths<Column, Item> {
  const fresh = new Map(added);
  const keys = moveTo(sortedItems(items), [...fresh.keys()], place);
  const paths = Object.entries(keys).map(([id, order]) => {
    const item = fresh.get(id);
    if (item === undefined) return [`${column}/${id}/order`, order];
    const known = Object.entries(item).filter(([, value]) => value !== undefined);
    return [`${column}/${id}`, { ...Object.fromEntries(known), order }];
  });
  return Object.fromEntries(paths) as Paths<Column, Item>;
}

/** Paths that move items, in this order, to a place among the others. Empty if they are there already. */
export function pathsToMove<Column extends string>(
  column: Column,
  items: Items,
  ids: readonly string[],
  place: number,
): Paths<Column, never> {
  const list = sortedItems(items);
  const present = ids.filter((id) => items[id] !== undefined);
  const rest = others(items, present).map(({ id }) => id);
  const at = Math.max(0, Math.min(place, rest.length));
  const wanted = [...rest.slice(0, at), ...present, ...rest.slice(at)];
  const stays = wanted.every((id, index) => list[index]?.id === id);
  const keys = stays ? {} : moveTo(list, present, at);
  const paths = Object.entries(keys).map(([id, order]) => [`${column}/${id}/order`, order]);
  return Object.fromEntries(paths) as Paths<Column, never>;
}
