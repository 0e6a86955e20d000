import { BAND_TABLES, ENTITIES, type Entity, type MockRecords, mockValues, type Random } from '@rockon/domain';
import type { Json, SyncRepository } from '@rockon/sync';

/** Numbers of songs; every other table gets a tenth. */
export const MOCK_SIZES = { small: 20, medium: 300, large: 3_000 } as const;
export type MockSize = keyof typeof MOCK_SIZES;

type Values = Readonly<Record<string, Json>>;

/** Number of records of one table in this size. */
export const mockCount = (table: string, size: MockSize): number =>
  table === 'songs' ? MOCK_SIZES[size] : MOCK_SIZES[size] / 10;

/**
 * Fills a band with records built from the entities, so that new fields and tables need no code here. The same `random`
 * gives the same values; only the ids differ.
 *
 * @returns how many records were written
 */
export async function loadMockData(
  repository: Pick<SyncRepository, 'insertAll'>,
  band: string,
  size: MockSize,
  random: Random,
): Promise<number> {
  const records: Record<string, readonly string[]> = {};
  let written = 0;
  // BAND_TABLES lists songs and setlists before the tables that refer to them.
  for (const table of BAND_TABLES) {
    const entity: Entity = ENTITIES[table];
    const rows = Array.from({ length: mockCount(table, size) }, () =>
      mockValues(entity, random, { records: records as MockRecords }),
    );
    const ids = await repository.insertAll(band, table, rows as readonly unknown[] as readonly Values[]);
    records[table] = ids;
    written += ids.length;
  }
  return written;
}
