import { inOrder, moveTo } from './fields/order.ts';

interface Ordered {
  readonly order: string;
}
type Items<T extends Ordered = Ordered> = Readonly<Record<string, T>>;
type Value = string | number | boolean | null;
type Paths = Record<string, Value | Readonly<Record<string, Value>>>;

export type ItemMove = 'up' | 'down' | 'top' | 'bottom';

/** Paths that put new items (by their new ids, in this order) at the end of a map column. */
export function addPaths(
  column: string,
  items: Items,
  added: readonly (readonly [string, Readonly<Record<string, Value | undefined>>])[],
): Paths {
  const ids = added.map(([id]) => id);
  const list = inOrder(items);
  const keys = moveTo(list, ids, list.length);
  return Object.fromEntries(
    added.map(([id, item]) => {
      const known = Object.entries(item).filter(([, value]) => value !== undefined);
      return [`${column}/${id}`, { ...Object.fromEntries(known as [string, Value][]), order: keys[id] ?? '' }];
    }),
  );
}

/** Paths that put an item before another one, or at the end where that is gone. Nothing where it stands there already. */
export function movePaths(column: string, items: Items, id: string, before: string | null): Paths {
  const list = inOrder(items);
  const at = list.findIndex((item) => item.id === id);
  if (at === -1 || before === id || (list[at + 1]?.id ?? null) === before) return {};
  const others = list.filter((item) => item.id !== id);
  const index = others.findIndex((item) => item.id === before);
  const keys = moveTo(list, [id], index === -1 ? others.length : index);
  return Object.fromEntries(Object.entries(keys).map(([key, order]) => [`${column}/${key}/order`, order]));
}

/** Which item will follow after a move in words: null at the end, the item itself where it cannot go further. */
export function placeForMove(items: Items, id: string, to: ItemMove): string | null {
  const ids = inOrder(items).map((item) => item.id);
  const at = ids.indexOf(id);
  if (at === -1) return id;
  if (to === 'top') return ids[0] ?? null;
  if (to === 'bottom') return null;
  if (to === 'up') return ids[at - 1] ?? id;
  return at === ids.length - 1 ? id : (ids[at + 2] ?? null);
}
