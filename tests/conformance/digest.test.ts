import type { Row } from '@rockon/sync';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RealDevice } from '../support/real-device.ts';
import { type Project, startProject } from './support/project.ts';

let project: Project;
const devices: RealDevice[] = [];

beforeAll(async () => {
  project = await startProject();
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});
afterAll(() => project.stop());

const TITLES = ['Angie', 'Creep', 'Roxanne'];
const titles = (device: RealDevice, band: string) =>
  device
    .rows(band, 'songs')
    .map((row) => String(row.title))
    .sort();

/** Damages a song's stored row without the engine noticing. */
function corrupt(device: RealDevice, title: string, how: 'lost' | 'older' | 'extra'): void {
  const { disk } = device;
  const stored = [...disk.rows].find(([, { row }]) => row.title === title);
  if (!stored) throw new Error('the song is not on the disk');
  const [key, { row, ...place }] = stored;
  const put = (at: string, changed: Partial<Row>) =>
    disk.rows.set(at, { ...place, row: { ...row, ...changed } as Row });
  if (how === 'lost') disk.rows.delete(key);
  else if (how === 'older') put(key, { title: 'wrong', version: row.version - 1 });
  else put(`${key}x`, { id: crypto.randomUUID(), title: 'never was' });
}

test.each(['lost', 'older', 'extra'] as const)(
  '[G1] a damaged local row is detected by the digest of our SQL, repaired and reported (%s)',
  async (how) => {
    const device = new RealDevice({ url: project.stack.url });
    devices.push(device);
    await (await device.signUp('Mia')).open();
    const band = await device.createBand('The Broken');
    await device.engine.repository.insertAll(
      band,
      'songs',
      TITLES.map((title) => ({ title })),
    );
    await device.settled();
    await device.engine.sync();
    await device.engine.stop();
    corrupt(device, 'Creep', how);

    await device.open();
    // Until the server answers, the device shows the damaged data.
    expect(titles(device, band)).not.toEqual(TITLES);
    const songs = device.engine.query({ scope: band, table: 'songs' });
    await device.until('the repair', () => titles(device, band).join() === TITLES.join(), [songs]);
    expect(device.engine.repairs.get()).toMatchObject([{ scope: band, tables: ['songs'] }]);

    // The repair is durable, and a correct copy is not downloaded again.
    await device.engine.stop();
    await device.open();
    expect(titles(device, band)).toEqual(TITLES);
    await device.settled();
    await device.engine.sync();
    expect(device.engine.repairs.get()).toEqual([]);
  },
);
