import { type NewItem, others } from './item-changes.ts';
import type { SetlistItem, SetlistValues } from './setlist.ts';

export type NewSetItem = NewItem<SetlistItem>;

/** The place at the end of a section, among the items that do not move; null if the section was removed meanwhile. */
export function placeInSection(
  items: Readonly<Record<string, SetlistItem>>,
  ids: readonly string[],
  section: string,
): number | null {
  const rest = others(items, ids);
  const start = rest.findIndex(({ id }) => id === section);
  if (start === -1) return null;
  const next = rest.findIndex(({ kind }, index) => index > start && (kind === 'section' || kind === 'break'));
  return next === -1 ? rest.length : next;
}

/** A copy of a setlist for one night, so that later changes of either do not affect the other. */
export function copyOf(set: SetlistValues & { readonly id: string }, name: string): SetlistValues {
  const { targetSeconds, startsAt, notes, items, id } = set;
  return { name: name.slice(0, 120), targetSeconds, startsAt, notes, items, forkedFrom: id };
}

/** `Friday`, `Friday (copy)`, `Friday (copy 2)`: the first name that no other setlist has. */
export function nameOfCopy(name: string, taken: readonly string[]): string {
  const known = new Set(taken);
  const stem = name.replace(/ \(copy(?: \d+)?\)$/, '').slice(0, 105);
  for (let number = 1; ; number += 1) {
    const next = number === 1 ? `${stem} (copy)` : `${stem} (copy ${number})`;
    if (!known.has(next)) return next;
  }
}
