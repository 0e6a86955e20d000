import { BAND_TABLES, type BandRecord, type BandTable, type SyncedRow } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../band/band-context.tsx';

/** Whether this device has all of the band's records: only then does an empty result mean that there is none. */
export function useBandIsComplete(): boolean {
  const { id: scope } = useBand();
  const songs = useRecords<Row>({ scope, table: 'songs' }).complete;
  const setlists = useRecords<Row>({ scope, table: 'setlists' }).complete;
  const shows = useRecords<Row>({ scope, table: 'shows' }).complete;
  const practices = useRecords<Row>({ scope, table: 'practices' }).complete;
  return songs && setlists && shows && practices;
}

/** All records of the band on this device, of every kind. */
export function useBandRecords(): readonly BandRecord[] {
  const { id: scope } = useBand();
  const songs = useRecords<Row>({ scope, table: 'songs' }).rows;
  const setlists = useRecords<Row>({ scope, table: 'setlists' }).rows;
  const shows = useRecords<Row>({ scope, table: 'shows' }).rows;
  const practices = useRecords<Row>({ scope, table: 'practices' }).rows;
  return useMemo(() => {
    const rows: Readonly<Record<BandTable, readonly SyncedRow[]>> = { songs, setlists, shows, practices };
    return BAND_TABLES.flatMap((table) => rows[table].map((row): BandRecord => [table, row]));
  }, [songs, setlists, shows, practices]);
}
