import { useMemo, useState } from 'react';

/** Which rows are selected. Rows that others took out meanwhile are not among them. */
export function useSelection(lines: readonly { readonly id: string }[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [on, setOn] = useState(false);
  const selected = useMemo<ReadonlySet<string>>(
    () => new Set(lines.filter(({ id }) => chosen.has(id)).map(({ id }) => id)),
    [lines, chosen],
  );
  return {
    selected,
    selecting: on || selected.size > 0,
    toggle: (id: string) =>
      setChosen((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    add: (id: string) => {
      setOn(true);
      setChosen((before) => new Set([...before, id]));
    },
    only: (id: string) => setChosen(new Set([id])),
    /** Begins to select, or ends it and selects nothing. */
    flip: () => {
      if (on || selected.size > 0) {
        setOn(false);
        setChosen(new Set());
      } else setOn(true);
    },
  };
}
