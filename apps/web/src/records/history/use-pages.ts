import { useConnection } from '@rockon/sync-react';
import { useCallback, useEffect, useRef, useState } from 'react';

interface Page<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}

/** What is said when a page could not be loaded. The same object between renders. */
interface LoadErrors {
  readonly offline: string;
  readonly signedOut: string;
  readonly failed: string;
}

interface Pages<T> {
  /** Null until the first response. */
  readonly items: readonly T[] | null;
  readonly more: boolean;
  readonly busy: boolean;
  /** Why the last request failed; items that were loaded before stay. */
  readonly error: string | null;
  loadMore(): void;
  retry(): void;
}

/**
 * Loads a list that only the server has, page by page. Starts again when `about` changes, and when the server can be
 * reached again.
 *
 * @param load returns the page after an item, or the first one; must be stable between renders
 */
export function usePages<T>(errors: LoadErrors, about: unknown, load: (last: T | null) => Promise<Page<T>>): Pages<T> {
  const [items, setItems] = useState<readonly T[] | null>(null);
  const [more, setMore] = useState(false);
  const [busy, setBusy] = useState(true);
  const [error, setError] = useState<string | null>(null);
  // The response to an older request than the last one is ignored.
  const asked = useRef(0);
  const ask = useCallback(
    async (known: readonly T[]) => {
      asked.current += 1;
      const own = asked.current;
      setBusy(true);
      try {
        const page = await load(known.at(-1) ?? null);
        if (own !== asked.current) return;
        setItems([...known, ...page.items]);
        setMore(page.more);
        setError(null);
      } catch (cause) {
        if (own === asked.current) setError(whyNot(cause, errors));
      } finally {
        if (own === asked.current) setBusy(false);
      }
    },
    [load, errors],
  );
  const { kind } = useConnection();
  const reachable = kind === 'connected' || kind === 'polling';
  // biome-ignore lint/correctness/useExhaustiveDependencies: these two are when to ask, not what
  useEffect(() => void ask([]), [ask, about, reachable]);
  useEffect(
    () => () => {
      asked.current += 1;
    },
    [],
  );
  return {
    items,
    more,
    busy,
    error,
    loadMore: () => void ask(items ?? []),
    retry: () => void ask([]),
  };
}

function whyNot(error: unknown, { offline, signedOut, failed }: LoadErrors): string {
  const kind = typeof error === 'object' && error !== null && 'kind' in error ? error.kind : null;
  if (kind === 'offline') return offline;
  if (kind === 'auth') return signedOut;
  return error instanceof Error && error.message !== '' ? error.message : failed;
}
