import { ENTITIES, type Entity, mockValues } from '@rockon/domain';
import type { Json } from '@rockon/sync';
import { seededRandom } from '@rockon/sync/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RealDevice } from '../support/real-device.ts';
import { type Project, startProject } from './support/project.ts';

// Each field is defined once. This test reads all definitions and checks that every sync path carries every field.
// Import and export are tested beside their code.

let project: Project;
const devices: RealDevice[] = [];

beforeAll(async () => {
  project = await startProject();
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});
afterAll(() => project.stop());

async function person(name: string): Promise<RealDevice> {
  const device = new RealDevice({ url: project.stack.url });
  devices.push(device);
  return (await device.signUp(name)).open();
}

const SONG = '0b9d5f0e-6f0a-4c6e-9d58-2f6f1f7a1c11';
const SETLIST = '1b9d5f0e-6f0a-4c6e-9d58-2f6f1f7a1c12';
type Values = Readonly<Record<string, Json>>;

const mocked = (entity: Entity, seed: number, known: number): Values =>
  mockValues(entity, seededRandom(seed), { known, records: { songs: [SONG], setlists: [SETLIST] } }) as Values;

/** The entity fields of all records on a device, by id. */
function fieldsById(device: RealDevice, band: string): Readonly<Record<string, unknown>> {
  const rows = Object.entries<Entity>(ENTITIES).flatMap(([table, entity]) =>
    device.rows(band, table).map((row) => {
      const names = [...Object.keys(entity.fields), ...Object.keys(entity.maps)];
      return [row.id, Object.fromEntries(names.map((name) => [name, row[name]]))] as const;
    }),
  );
  return Object.fromEntries(rows);
}

describe('every field of every entity', () => {
  test('is equal after push, broadcast, pull and snapshot; unknown values stay unknown', async () => {
    const ada = await person('Ada');
    const band = await ada.createBand('The Fields');
    const [live, away] = [await person('Ben'), await person('Cleo')];
    for (const device of [live, away]) await device.join(await ada.invite(band));
    await away.settled();
    away.connectivity.set('offline');

    const wanted: Record<string, Values> = {};
    for (const [index, entity] of Object.values<Entity>(ENTITIES).entries()) {
      for (const known of [1, 0.5, 0]) {
        const values = mocked(entity, 10 * index + known, known);
        const id = await ada.engine.repository.insert(band, entity.table, values);
        wanted[id] = values;
      }
    }
    const same = (device: RealDevice) => () => {
      const there = fieldsById(device, band);
      return Object.keys(wanted).every(
        (id) => JSON.stringify(sorted(there[id])) === JSON.stringify(sorted(wanted[id])),
      );
    };
    await ada.settled();
    expect(fieldsById(ada, band)).toEqual(wanted);
    const tables = (device: RealDevice) =>
      Object.keys(ENTITIES).map((table) => device.engine.query({ scope: band, table }));
    await live.until('all of it', same(live), tables(live));
    expect(fieldsById(live, band)).toEqual(wanted);

    // Every field gets a new value, and then null.
    for (const [index, entity] of Object.values<Entity>(ENTITIES).entries()) {
      for (const [turn, row] of ada.rows(band, entity.table).entries()) {
        const values = mocked(entity, 500 + 10 * index + turn, [0, 1, 0.5][turn] ?? 1);
        await ada.engine.repository.update({ scope: band, table: entity.table, id: row.id }, values);
        wanted[row.id] = values;
      }
    }
    await ada.settled();
    await live.until('all of it', same(live), tables(live));
    away.connectivity.set('online');
    await away.until('all of it', same(away), tables(away));
    const late = await person('Dora');
    await late.join(await ada.invite(band));
    await late.until('all of it', same(late), tables(late));
    for (const device of [ada, live, away, late]) expect(fieldsById(device, band)).toEqual(wanted);
  });
});

/** Keys in one order: JSONB keeps none. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  );
}
