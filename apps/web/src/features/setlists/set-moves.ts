import { placeInSection, type SetlistItem } from '@rockon/domain';
import type { MoveTo } from '../../records/use-item-actions.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { moveEntries } from '../../ui/sortable-list.tsx';
import { nameOfLine, type SetLine } from './format-set.ts';
import * as messages from './messages.ts';

/** Menu entries for all moves, including to the end of each section. `moved` move together, in this order. */
export function setMoves(
  lines: readonly SetLine[],
  moved: readonly string[],
  move: (to: MoveTo<SetlistItem>) => void,
): readonly MenuEntry[] {
  const names = new Set<string>();
  const sections = lines
    .filter(({ kind, id }) => kind === 'section' && !moved.includes(id))
    .map((section): MenuEntry => {
      let name = messages.moveToSection(nameOfLine(section));
      for (let number = 2; names.has(name); number += 1)
        name = messages.moveToNumberedSection(nameOfLine(section), number);
      names.add(name);
      return { kind: 'item', name, onSelect: () => move((items) => placeInSection(items, moved, section.id)) };
    });
  return [
    ...moveEntries(move),
    ...(sections.length === 0 ? [] : [{ kind: 'line', name: 'sections' } as const, ...sections]),
  ];
}
