import { useCallback, useEffect, useState } from 'react';

const POLL_MS = 1_000;

interface Polled<T> {
  readonly data: T | null;
  readonly error: string | null;
  readonly reload: () => void;
}

/** Reads now, and every second while `live`; keeps the last result while reading. `read` must be a stable function. */
export function usePolled<T>(read: () => Promise<T>, live = true): Polled<T> {
  const [data, setData] = useState<T | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` triggers a reload
  useEffect(() => {
    let mounted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async () => {
      try {
        const found = await read();
        if (!mounted) return;
        setData(found);
        setError(null);
      } catch (cause) {
        if (mounted) setError(cause instanceof Error ? cause.message : String(cause));
      }
      if (mounted && live) timer = setTimeout(() => void poll(), POLL_MS);
    };
    void poll();
    return () => {
      mounted = false;
      clearTimeout(timer);
    };
  }, [read, live, round]);
  return { data, error, reload };
}
