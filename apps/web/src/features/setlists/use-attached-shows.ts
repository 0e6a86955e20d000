import type { Show } from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../../band/band-context.tsx';

const byDay = (a: Show, b: Show) =>
  (b.date ?? '').localeCompare(a.date ?? '') || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** All shows, the latest first, and those of each setlist by its id. */
export function useShows() {
  const { id: scope } = useBand();
  const { rows } = useRecords({ scope, table: 'shows', sort: byDay });
  return useMemo(() => {
    const bySetlist = new Map<string, Show[]>();
    for (const show of rows) {
      if (show.setlistId === null) continue;
      const all = bySetlist.get(show.setlistId);
      if (all === undefined) bySetlist.set(show.setlistId, [show]);
      else all.push(show);
    }
    return { shows: rows, bySetlist };
  }, [rows]);
}
