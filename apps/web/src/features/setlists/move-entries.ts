import type { MenuEntry } from '../../ui/menu-entry.ts';
import { nameOfLine, type SetLine } from './set-words.ts';
import type { MoveTo } from './use-set-actions.ts';

/** Every move that a drag can make, in words. */
export function moveEntries(lines: readonly SetLine[], moved: ReadonlySet<string>, move: (to: MoveTo) => void) {
  const entry = (name: string, to: MoveTo): MenuEntry => ({ kind: 'item', name, onSelect: () => move(to) });
  const names = new Set<string>();
  const sections = lines
    .filter(({ kind, id }) => kind === 'section' && !moved.has(id))
    .map((section) => {
      let name = `Move to ${nameOfLine(section)}`;
      while (names.has(name)) name += ' again';
      names.add(name);
      return entry(name, { section: section.id });
    });
  return [
    entry('Move up', 'up'),
    entry('Move down', 'down'),
    entry('Move to top', 'top'),
    entry('Move to bottom', 'bottom'),
    ...(sections.length === 0 ? [] : [{ kind: 'line', name: 'sections' } as const, ...sections]),
  ];
}
