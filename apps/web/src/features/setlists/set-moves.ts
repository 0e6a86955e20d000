import { placeInSection, type SetlistItem } from '@rockon/domain';
import type { MoveTo } from '../../records/use-item-actions.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { moveEntries } from '../../ui/sortable-list.tsx';
import { nameOfLine, type SetLine } from './format-set.ts';

/** Every move that a drag can make, in words, and the end of each section. `moved` go together, in this order. */
export function setMoves(
  lines: readonly SetLine[],
  moved: readonly string[],
  move: (to: MoveTo<SetlistItem>) => void,
): readonly MenuEntry[] {
  const names = new Set<string>();
  const sections = lines
    .filter(({ kind, id }) => kind === 'section' && !moved.includes(id))
    .map((section): MenuEntry => {
      let name = `Move to ${nameOfLine(section)}`;
      while (names.has(name)) name += ' again';
      names.add(name);
      return { kind: 'item', name, onSelect: () => move((items) => placeInSection(items, moved, section.id)) };
    });
  return [
    ...moveEntries(move),
    ...(sections.length === 0 ? [] : [{ kind: 'line', name: 'sections' } as const, ...sections]),
  ];
}
