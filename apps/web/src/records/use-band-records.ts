import { BAND_TABLES, type BandRecord, type BandRows, type BandTable } from '@rockon/domain';
import { useEngine, useLive } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../band/band-context.tsx';
import { allOf } from './all-of.ts';

interface BandContent {
  readonly rows: BandRows;
  /** Whether this device has all of the band's records: only then does an empty result mean that there is none. */
  readonly complete: boolean;
}

function useResults() {
  const engine = useEngine();
  const { id: scope } = useBand();
  return useLive(
    useMemo(() => allOf(BAND_TABLES.map((table) => engine.query<BandTable>({ scope, table }))), [engine, scope]),
  );
}

/** All records of the band on this device, by table. */
export function useBandContent(): BandContent {
  const results = useResults();
  return useMemo(() => {
    // Each table's query returns rows of that table, which `fromEntries` cannot know.
    const rows = Object.fromEntries(BAND_TABLES.map((table, index) => [table, results[index]?.rows ?? []]));
    return { rows: rows as unknown as BandRows, complete: results.every(({ complete }) => complete) };
  }, [results]);
}

/** All records of the band on this device in one list, each with its table. */
export function useBandRecords(): readonly BandRecord[] {
  const { rows } = useBandContent();
  // A row belongs to the table that it stands under, which is lost in a union of pairs.
  return useMemo(
    () => BAND_TABLES.flatMap((table) => rows[table].map((row) => [table, row] as unknown as BandRecord)),
    [rows],
  );
}
