import type { Live } from '@rockon/sync';
import { useEngine, useLive } from '@rockon/sync-react';
import { startTransition, useEffect, useMemo, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import type { KnownHistory } from './song-history.ts';

type Part = typeof import('./song-history.ts');

/** Kept between page visits, so that returning to the list shows the history at once. */
let part: Part | null = null;
const notYet: Live<null> = { get: () => null, subscribe: () => () => undefined };

/**
 * The history of the songs, loaded and computed after the list has painted, so that it does not delay the first paint.
 * Null until then.
 */
export function useDeferredSongHistory(): KnownHistory | null {
  const engine = useEngine();
  const { id: scope } = useBand();
  const [loaded, setLoaded] = useState(part);
  useEffect(() => {
    if (loaded !== null) return;
    let timer = 0;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => {
        const take = (module: Part) => {
          part = module;
          startTransition(() => setLoaded(module));
        };
        // If it cannot be loaded (offline, before the whole app is cached), the history stays unknown.
        import('./song-history.ts').then(take, () => undefined);
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [loaded]);
  const live = useMemo<Live<KnownHistory | null>>(
    () => loaded?.historyOf(engine, scope) ?? notYet,
    [loaded, engine, scope],
  );
  return useLive(live);
}
