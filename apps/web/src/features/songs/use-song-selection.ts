import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

const NONE: ReadonlySet<string> = new Set();

/** Selects a song, or takes it out; with `range` all between it and the last one. */
export type SelectSong = (id: string, range: boolean) => void;

/**
 * Which songs of the list are selected. What a filter hides is not: nothing is changed or deleted that is not in sight.
 * Escape selects nothing.
 */
export function useSongSelection(shown: readonly { readonly id: string }[]) {
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
  const select = useCallback<SelectSong>((id, range) => {
    setOn(true);
    const ids = list.current.map((song) => song.id);
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
  const selecting = on || selected.size > 0;
  useEffect(() => {
    if (!selecting) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      // Escape in a menu, a dialog or the search box is theirs.
      if (target?.closest('[role="dialog"], [role="menu"], input[type="search"]')) return;
      clear();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [selecting, clear]);
  return {
    selected,
    selecting,
    select,
    clear,
    begin: () => setOn(true),
    all: () => {
      setOn(true);
      setChosen(new Set(list.current.map(({ id }) => id)));
    },
  };
}
