import { generateNKeysBetween } from 'fractional-indexing';

interface Ordered {
  readonly order: string;
}

export const isOrderKey = (text: string): boolean => /^[0-9A-Za-z]{1,200}$/.test(text);

/**
 * The items of a map column as a list, sorted by order key; by id, on every device, where two people chose the same key.
 */
export function sortedItems<T extends Ordered>(map: Readonly<Record<string, T>>): (T & { readonly id: string })[] {
  return Object.entries(map)
    .map(([id, item]) => ({ ...item, id }))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1));
}

/** The order keys of a new list. */
export const orderKeys = (count: number): string[] => generateNKeysBetween(null, null, count);

/**
 * New order keys that put the items `moved` (in this order) before the item at `index` of the others (`index` = their
 * number: at the end). Returns only what changes, by id. New items can be moved too.
 *
 * If two people put items at the same place at once, both have the same key and nothing fits between them. Then the
 * following items with that key get new keys too.
 */
export function moveTo(
  list: readonly (Ordered & { readonly id: string })[],
  moved: readonly string[],
  index: number,
): Readonly<Record<string, string>> {
  const moving = new Set(moved);
  const others = list.filter(({ id }) => !moving.has(id));
  const at = Math.max(0, Math.min(index, others.length));
  const before = usable(others[at - 1]?.order);
  let end = at;
  while (end < others.length && before !== null && (others[end]?.order ?? '') <= before) end += 1;
  const twins = others.slice(at, end).map(({ id }) => id);
  const after = usable(others[end]?.order);
  const ids = [...moved, ...twins];
  const keys = generateNKeysBetween(before, after, ids.length);
  return Object.fromEntries(ids.map((id, place) => [id, keys[place] ?? '']));
}

/** An order key from elsewhere may be malformed; it then counts as an open end. */
function usable(key: string | undefined): string | null {
  if (key === undefined) return null;
  try {
    generateNKeysBetween(key, null, 1);
    return key;
  } catch {
    return null;
  }
}
