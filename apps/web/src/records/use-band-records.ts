import { BAND_TABLES, type BandRecord, type BandTable, type SyncedRow } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../band/band-context.tsx';

/** Whether this device has the band's whole book: only then does finding nothing mean that there is nothing. */
export function useBookIsHere(): boolean {
  const { id: scope } = useBand();
  const songs = useRecords<Row>({ scope, table: 'songs' }).complete;
  const setlists = useRecords<Row>({ scope, table: 'setlists' }).complete;
  const shows = useRecords<Row>({ scope, table: 'shows' }).complete;
  const practices = useRecords<Row>({ scope, table: 'practices' }).complete;
  return songs && setlists && shows && practices;
}

/** All of the band's own work on this device, of every kind. */
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
