import { useEngine, useLive } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../../platform/band-context.tsx';

/** The ids of those songs that changed on another device since the user looked. */
export function useUnread(): ReadonlySet<string> {
  const engine = useEngine();
  const band = useBand();
  return useLive(useMemo(() => engine.unread(band.id, 'songs'), [engine, band.id]));
}
