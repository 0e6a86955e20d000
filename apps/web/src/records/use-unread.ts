import type { BandTable } from '@rockon/domain';
import { useEngine, useLive } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../band/band-context.tsx';

/** The ids of a table's records that changed on another device since the user last opened them. */
export function useUnread(table: BandTable): ReadonlySet<string> {
  const engine = useEngine();
  const band = useBand();
  return useLive(useMemo(() => engine.unread(band.id, table), [engine, band.id, table]));
}
