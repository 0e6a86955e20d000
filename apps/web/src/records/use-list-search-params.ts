import { useEffect, useState } from 'react';
import { useNavigationType, useSearchParams } from 'react-router';

/**
 * Search and filters of a list, kept in the address so that Back restores them. `set` changes several parameters at once
 * (the search is `q`), because a second call in a row would start from the same address as the first; null removes one.
 */
export function useListSearchParams(): {
  readonly params: URLSearchParams;
  readonly search: string;
  readonly setSearch: (text: string) => void;
  readonly set: (changes: Readonly<Record<string, string | null>>) => void;
} {
  const [params, setParams] = useSearchParams();
  const navigation = useNavigationType();
  const kept = params.get('q') ?? '';
  // The box owns the typed text and the address follows: reading a late address while typing would drop letters.
  const [search, setTyped] = useState(kept);
  useEffect(() => {
    if (navigation === 'POP') setTyped(kept);
  }, [navigation, kept]);
  const set = (changes: Readonly<Record<string, string | null>>) => {
    if (changes.q !== undefined) setTyped(changes.q ?? '');
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value === null || (name === 'q' && value === '')) after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  };
  const setSearch = (text: string) => set({ q: text });
  return { params, search, setSearch, set };
}
