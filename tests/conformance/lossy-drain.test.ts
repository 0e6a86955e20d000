import { seededRandom } from '@rockon/sync/testing';
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

/** A network that loses 20 % of the responses after the server has committed, and returns 503 for 5 % of the requests. */
function lossy(seed: number) {
  const random = seededRandom(seed);
  const met = { lost: 0, broken: 0, pushes: 0 };
  const state = { on: false, met };
  const send: typeof fetch = async (input, init) => {
    const call = new URL(input instanceof Request ? input.url : String(input)).pathname;
    if (!state.on || !call.includes('/rpc/')) return fetch(input, init);
    if (call.endsWith('sync_push')) met.pushes += 1;
    const roll = random();
    if (roll < 0.05) {
      met.broken += 1;
      return new Response('{"message":"upstream is gone"}', { status: 503 });
    }
    const answer = await fetch(input, init);
    if (roll < 0.25) {
      await answer.arrayBuffer();
      met.lost += 1;
      throw new TypeError('fetch failed');
    }
    return answer;
  };
  return { state, send };
}

test.each([1, 2, 3])(
  '[P4][P5][F2] 1,000 offline writes over a lossy network: none lost, none duplicated (seed %i)',
  async (seed) => {
    const network = lossy(seed);
    const device = new RealDevice({ url: project.stack.url, fetch: network.send });
    devices.push(device);
    await (await device.signUp('Mia')).open();
    const band = await device.createBand('The Lossy');

    device.connectivity.set('offline');
    const titles = Array.from({ length: 600 }, (_, index) => `Song ${String(index).padStart(4, '0')}`);
    const ids = await device.engine.repository.insertAll(
      band,
      'songs',
      titles.map((title) => ({ title })),
    );
    network.state.on = true;
    device.connectivity.set('online');
    // The other 400 writes are edits in bursts, which makes many calls and thus many lost responses.
    const bursts = 20;
    for (let burst = 0; burst < bursts; burst += 1) {
      const some = ids.slice(burst * 20, burst * 20 + 20);
      await Promise.all(
        some.map((id) => device.engine.repository.update({ scope: band, table: 'songs', id }, { key: `K${burst}` })),
      );
      await device.settled();
    }
    network.state.on = false;
    await device.engine.sync();
    await device.settled();

    // On the server each write has exactly one effect.
    const { rows } = await project.admin.query<{ title: string; key: string | null; version: number }>(
      'select title, key, version from public.songs where band_id = $1 order by title collate "C"',
      [band],
    );
    expect(rows.map(({ title }) => title)).toEqual(titles);
    expect(rows.map(({ key }) => key)).toEqual(
      titles.map((_, index) => (index < 400 ? `K${Math.floor(index / 20)}` : null)),
    );
    // An edit made before its insert was sent is merged into the insert.
    const { rows: log } = await project.admin.query<{ changes: number; versions: number; mutations: number }>(
      `select count(*)::integer as changes, count(distinct (client, mutation))::integer as mutations,
              (select sum(version)::integer from public.songs where band_id = $1) as versions
         from sync.changes where scope_id = $1 and table_name = 'songs'`,
      [band],
    );
    expect(log[0]?.changes).toBe(log[0]?.versions);
    expect(log[0]?.mutations).toBe(log[0]?.changes);
    expect(device.disk.outbox.size).toBe(0);
    expect(device.rows(band, 'songs')).toHaveLength(600);
    expect(network.state.met.lost).toBeGreaterThan(3);
    expect(network.state.met.broken).toBeGreaterThan(0);
  },
);
