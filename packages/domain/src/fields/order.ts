import { generateNKeysBetween } from 'fractional-indexing';

interface Ordered {
  readonly order: string;
}

export const isOrderKey = (text: string): boolean => /^[0-9A-Za-z]{1,200}$/.test(text);

/** The items of a map column as a list: by order key, and where two people chose the same one, by id on every device. */
export function sortedItems<T extends Ordered>(map: Readonly<Record<string, T>>): (T & { readonly id: string })[] {
  return Object.entries(map)
    .map(([id, item]) => ({ ...item, id }))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1));
}

/** The order keys of a list that is new. */
export const orderKeys = (count: number): string[] => generateNKeysBetween(null, null, count);

/**
 * New order keys that put the items `moved` (in this order) before the item at `index` of the others (`index` = their
 * number: at the end). Answers only what changes, by id. Items that are new are moved as well.
 *
 * Where two people put an item at one place at the same moment both have the same key, and nothing fits between: then
 * those that follow with that key are given new ones too.
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

/** A key that was made elsewhere may be none of ours; what stands there then counts as an open end. */
function usable(key: string | undefined): string | null {
  if (key === undefined) return null;
  try {
    generateNKeysBetween(key, null, 1);
    return key;
  } catch {
    return null;
  }
}
