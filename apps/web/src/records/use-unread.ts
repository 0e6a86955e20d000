import type { BandTable } from '@rockon/domain';
import { useEngine, useLive } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../band/band-context.tsx';

/** The ids of those records of a table that changed on another device since the user looked. */
export function useUnread(table: BandTable): ReadonlySet<string> {
  const engine = useEngine();
  const band = useBand();
  return useLive(useMemo(() => engine.unread(band.id, table), [engine, band.id, table]));
}
