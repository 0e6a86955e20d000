import { BAND_TABLES, type BandRecord, type BandRows, type BandTable } from '@rockon/domain';
import type { Live } from '@rockon/sync';
import { useEngine, useLive } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../band/band-context.tsx';
import type { Engine } from '../session/engine.ts';

interface BandContent {
  readonly rows: BandRows;
  /** Whether this device has all of them: only then does finding nothing mean that there is nothing. */
  readonly complete: boolean;
}

/** The content tables of a band as one value, which is a new object only when one of them changed. */
function contentOf(engine: Engine, scope: string): Live<BandContent> {
  const queries = BAND_TABLES.map((table) => [table, engine.query<BandTable>({ scope, table })] as const);
  let results: readonly unknown[] = [];
  let content: BandContent | null = null;
  return {
    get() {
      const now = queries.map(([, query]) => query.get());
      if (content === null || now.some((result, index) => result !== results[index])) {
        // Each table's query answers rows of that table, which `fromEntries` cannot tell.
        const rows = Object.fromEntries(
          queries.map(([table, query]) => [table, query.get().rows]),
        ) as unknown as BandRows;
        content = { rows, complete: now.every(({ complete }) => complete) };
        results = now;
      }
      return content;
    },
    subscribe(listener) {
      const ends = queries.map(([, query]) => query.subscribe(listener));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

/** All records of the band's content tables on this device. */
export function useBandContent(): BandContent {
  const engine = useEngine();
  const { id: scope } = useBand();
  return useLive(useMemo(() => contentOf(engine, scope), [engine, scope]));
}

/** The same in one list, each with its table. */
export function useBandRecords(): readonly BandRecord[] {
  const { rows } = useBandContent();
  return useMemo(() => BAND_TABLES.flatMap((table) => recordsIn(table, rows)), [rows]);
}

const recordsIn = <Name extends BandTable>(table: Name, rows: BandRows) =>
  // Table and row belong together, which is lost in a union of pairs.
  rows[table].map((row) => [table, row] as unknown as BandRecord);
