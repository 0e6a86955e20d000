import { BAND_TABLES, ENTITIES, type Entity } from '@rockon/domain';
import type { Json } from '@rockon/sync';
import { seededRandom } from '@rockon/sync/testing';
import { describe, expect, it } from 'vitest';
import { loadMockData, MOCK_SIZES, type MockSize } from './mock-data.ts';

type Rows = readonly Readonly<Record<string, Json>>[];

const idOf = (table: string, index: number) =>
  `00000000-0000-4000-8${String(Object.keys(ENTITIES).indexOf(table)).padStart(3, '0')}-${String(index).padStart(12, '0')}`;

async function loaded(size: MockSize, seed = 1) {
  const tables: Record<string, Rows> = {};
  const insertAll = async (_: string, table: string, rows: Rows) => {
    tables[table] = rows;
    return rows.map((_row, index) => idOf(table, index));
  };
  const written = await loadMockData({ insertAll }, 'band', size, seededRandom(seed));
  return { tables, written };
}

const songOfItems = (rows: Rows | undefined) =>
  (rows ?? []).flatMap(({ items }) => Object.values((items ?? {}) as Record<string, { readonly song?: string }>));

describe('mock data', () => {
  it.each(Object.keys(MOCK_SIZES) as MockSize[])('of size %s fills every table with valid records', async (size) => {
    const { tables, written } = await loaded(size);
    expect(Object.keys(tables)).toEqual(BAND_TABLES);
    expect(tables.songs).toHaveLength(MOCK_SIZES[size]);
    expect(written).toBe(Object.values(tables).flat().length);
    for (const [table, entity] of Object.entries<Entity>(ENTITIES)) {
      expect(tables[table]?.length, table).toBeGreaterThan(1);
      for (const row of tables[table]?.slice(0, 50) ?? [])
        expect(entity.schema.safeParse(row).success, table).toBe(true);
    }
  });

  it('is the same for the same seed, and refers to existing songs only', async () => {
    const [one, again, other] = [await loaded('small'), await loaded('small'), await loaded('small', 2)];
    expect(again.tables).toEqual(one.tables);
    expect(other.tables).not.toEqual(one.tables);
    const songs = songOfItems(one.tables.setlists).flatMap(({ song }) => (song === undefined ? [] : [song]));
    expect(songs.length).toBeGreaterThan(0);
    const known = (one.tables.songs ?? []).map((_, index) => idOf('songs', index));
    for (const song of songs) expect(known).toContain(song);
  });
});
