import { type Practice, type Setlist, type Show, type SongHistory, songHistory } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from './band-context.tsx';

/** By song id: when it was last played and practised. `complete` is false while the device may not know all of it. */
export function useSongHistory(): { readonly bySong: ReadonlyMap<string, SongHistory>; readonly complete: boolean } {
  const { id: scope } = useBand();
  const shows = useRecords<Show & Row>({ scope, table: 'shows' });
  const setlists = useRecords<Setlist & Row>({ scope, table: 'setlists' });
  const practices = useRecords<Practice & Row>({ scope, table: 'practices' });
  const bySong = useMemo(
    () => songHistory(shows.rows, setlists.rows, practices.rows, Date.now()),
    [shows.rows, setlists.rows, practices.rows],
  );
  return { bySong, complete: shows.complete && setlists.complete && practices.complete };
}
