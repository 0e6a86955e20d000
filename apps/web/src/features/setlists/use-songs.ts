import { useRecords } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../../band/band-context.tsx';

/** The band's songs, also by id, and whether those are all of them. */
export function useSongs() {
  const { id: scope } = useBand();
  const { rows, complete } = useRecords({ scope, table: 'songs' });
  return useMemo(
    () => ({ songs: rows, byId: new Map(rows.map((song) => [song.id, song])), complete }),
    [rows, complete],
  );
}
