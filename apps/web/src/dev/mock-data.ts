import { BAND_TABLES, ENTITIES, type Entity, type MockRecords, mockValues, type Random } from '@rockon/domain';
import type { Json, SyncRepository } from '@rockon/sync';

/** How many songs; of everything else there is a tenth. */
export const MOCK_SIZES = { small: 20, medium: 300, large: 3_000 } as const;
export type MockSize = keyof typeof MOCK_SIZES;

type Values = Readonly<Record<string, Json>>;

/** How many records of one table a size has. */
export const mockCount = (table: string, size: MockSize): number =>
  table === 'songs' ? MOCK_SIZES[size] : MOCK_SIZES[size] / 10;

/**
 * Fills a band with records made from the entities alone, so that a field or a table of tomorrow is filled tomorrow.
 * What is set is the same for the same `random`; only the ids differ.
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
  // In the tables' own order: what points to songs and setlists comes after them.
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
