import { useCallback, useEffect, useState } from 'react';

const EVERY_MS = 1_000;

interface Watched<T> {
  readonly data: T | null;
  readonly error: string | null;
  readonly reload: () => void;
}

/** Reads now and every second while `live`; the last answer stays while the next is read. `read` must be stable. */
export function useWatched<T>(read: () => Promise<T>, live = true): Watched<T> {
  const [data, setData] = useState<T | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is how a reload is asked for
  useEffect(() => {
    let here = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const found = await read();
        if (!here) return;
        setData(found);
        setError(null);
      } catch (cause) {
        if (here) setError(cause instanceof Error ? cause.message : String(cause));
      }
      if (here && live) timer = setTimeout(() => void look(), EVERY_MS);
    };
    void look();
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [read, live, round]);
  return { data, error, reload };
}
