import { useConnection } from '@rockon/sync-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { errorMessage } from '../../lib/error-messages.ts';

interface Page<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}

interface Pages<T> {
  /** Null until the first answer. */
  readonly items: readonly T[] | null;
  readonly more: boolean;
  readonly busy: boolean;
  /** Why the last question had no answer; what was there before stays. */
  readonly error: string | null;
  loadMore(): void;
  retry(): void;
}

/**
 * What only the server knows, page by page. Asked again when `about` changes, and by itself once the server can be
 * reached again.
 *
 * @param load the page after an item, or the first one; must stay the same function between renders
 */
export function usePages<T>(name: string, about: unknown, load: (last: T | null) => Promise<Page<T>>): Pages<T> {
  const [items, setItems] = useState<readonly T[] | null>(null);
  const [more, setMore] = useState(false);
  const [busy, setBusy] = useState(true);
  const [error, setError] = useState<string | null>(null);
  // An answer to an older question than the last one is too late.
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
        if (own === asked.current) setError(whyNot(cause, name));
      } finally {
        if (own === asked.current) setBusy(false);
      }
    },
    [load, name],
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

/** Nothing is being written here, so what an action says when it failed would not be true. */
function whyNot(error: unknown, name: string): string {
  const kind = typeof error === 'object' && error !== null && 'kind' in error ? error.kind : null;
  if (kind === 'offline') return `${name} needs the network.`;
  if (kind === 'auth') return `${name} is there again once you have signed in.`;
  return errorMessage(error, name);
}
