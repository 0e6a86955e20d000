import { BAND_TABLES, type BandTable } from '@rockon/domain';
import { useEngine, useLive } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../band/band-context.tsx';
import { allOf } from './all-of.ts';

/** The ids of a table's records that changed on another device since the user last opened them. */
export function useUnread(table: BandTable): ReadonlySet<string> {
  const engine = useEngine();
  const band = useBand();
  return useLive(useMemo(() => engine.unread(band.id, table), [engine, band.id, table]));
}

/** The same for all content tables, in their order. */
export function useUnreadIds(): readonly ReadonlySet<string>[] {
  const engine = useEngine();
  const { id } = useBand();
  return useLive(useMemo(() => allOf(BAND_TABLES.map((table) => engine.unread(id, table))), [engine, id]));
}
