import type { Live } from '@rockon/sync';
import { useEngine, useLive } from '@rockon/sync-react';
import { startTransition, useEffect, useMemo, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import type { KnownHistory } from './song-history.ts';

type Part = typeof import('./song-history.ts');

/** Kept between the pages: who comes back to a list sees it as it was. */
let part: Part | null = null;
const notYet: Live<null> = { get: () => null, subscribe: () => () => undefined };

/**
 * The history of the songs for a list that has to be there before it: the code comes and the history is derived after the
 * first picture. Null until then.
 */
export function useLaterSongHistory(): KnownHistory | null {
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
        // Without it (offline, before the device has all of the app) the history stays unknown, and is shown so.
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
