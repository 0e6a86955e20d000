import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

const NONE: ReadonlySet<string> = new Set();

/** Selects or deselects a row; with `range`, selects all rows between it and the last one. */
export type SelectRow = (id: string, range: boolean) => void;

/**
 * The selected rows of a list. Rows that a filter hides or that others removed are not selected: nothing out of sight is
 * changed or deleted. `selecting` is true while checkboxes are shown, even with nothing selected.
 */
export function useSelection(shown: readonly { readonly id: string }[]) {
  const [chosen, setChosen] = useState(NONE);
  const [on, setOn] = useState(false);
  const last = useRef<string | null>(null);
  const list = useRef(shown);
  useEffect(() => {
    list.current = shown;
  });
  const selected = useMemo(
    () => (chosen.size === 0 ? NONE : new Set(shown.filter(({ id }) => chosen.has(id)).map(({ id }) => id))),
    [shown, chosen],
  );
  const select = useCallback<SelectRow>((id, range) => {
    setOn(true);
    const ids = list.current.map((row) => row.id);
    const [from, to] = [last.current === null ? -1 : ids.indexOf(last.current), ids.indexOf(id)];
    last.current = id;
    setChosen((before) => {
      const after = new Set(before);
      if (range && from !== -1) {
        for (const each of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) after.add(each);
      } else if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const clear = useCallback(() => {
    setOn(false);
    setChosen(NONE);
    last.current = null;
  }, []);
  return {
    selected,
    selecting: on || selected.size > 0,
    select,
    clear,
    begin: () => setOn(true),
    add: (id: string) => {
      setOn(true);
      setChosen((before) => new Set([...before, id]));
    },
    only: (id: string) => setChosen(new Set([id])),
    all: () => {
      setOn(true);
      setChosen(new Set(list.current.map(({ id }) => id)));
    },
  };
}

export type Selection = ReturnType<typeof useSelection>;

/** Clears a selection on Escape, except in a menu, a dialog or the search box, which handle Escape themselves. */
export function useClearOnEscape({ selecting, clear }: Pick<Selection, 'selecting' | 'clear'>): void {
  useEffect(() => {
    if (!selecting) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('[role="dialog"], [role="menu"], input[type="search"]')) return;
      clear();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [selecting, clear]);
}
