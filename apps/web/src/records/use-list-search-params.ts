import { useEffect, useState } from 'react';
import { useNavigationType, useSearchParams } from 'react-router';

/**
 * What of a list is shown, kept in the address so that going back shows the same. `set` changes several parts at once
 * (the search is `q`), for a second call in a row would start from the same address as the first; null takes a part out.
 */
export function useListAddress(): {
  readonly params: URLSearchParams;
  readonly search: string;
  readonly setSearch: (text: string) => void;
  readonly set: (changes: Readonly<Record<string, string | null>>) => void;
} {
  const [params, setParams] = useSearchParams();
  const navigation = useNavigationType();
  const kept = params.get('q') ?? '';
  // The box owns what is typed; the address follows. Read back while somebody types, a late address takes letters away.
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
