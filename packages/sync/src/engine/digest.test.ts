import { describe, expect, it } from 'vitest';
import type { PullRequest } from '../protocol/pull.ts';
import { song, type TestDevice, TestHarness, titles } from '../testing/test-harness.ts';

const digests = ({ remote }: TestDevice) =>
  remote.calls.filter(({ name, request }) => name === 'pull' && (request as PullRequest).digest).length;
const snapshots = ({ remote }: TestDevice) => remote.calls.filter(({ name }) => name === 'snapshot').length;

async function bandWithSongs() {
  const world = new TestHarness();
  const device = world.device('mia');
  const engine = await device.open();
  await world.run(1_000);
  for (const id of ['s1', 's2', 's3']) await engine.repository.insert('band', 'songs', { title: id }, id);
  await world.run(2_000);
  return { world, device, engine };
}

/** Changes the disk while no tab is open. */
async function tamper(device: TestDevice, how: 'lost' | 'older' | 'extra'): Promise<void> {
  const [key, stored] = [...device.disk.rows].find(([, { row }]) => row.id === 's2') ?? [];
  if (!key || !stored) throw new Error('the song is not on the disk');
  if (how === 'lost') device.disk.rows.delete(key);
  const row = { ...stored.row, title: 'wrong' };
  if (how === 'older') device.disk.rows.set(key, { ...stored, row: { ...row, version: 0 } });
  if (how === 'extra') device.disk.rows.set(`${key}x`, { ...stored, row: { ...row, id: 's2x' } });
}

describe('a device whose rows differ from the server', () => {
  it.each(['lost', 'older', 'extra'] as const)(
    '[G1] finds it, reads the scope again and reports it (%s)',
    async (how) => {
      const { world, device, engine } = await bandWithSongs();
      await engine.stop();
      await tamper(device, how);
      const again = await device.open();
      expect(titles(again)).not.toEqual(['s1', 's2', 's3']);
      await world.run(2_000);
      expect(titles(again)).toEqual(['s1', 's2', 's3']);
      expect(again.repairs.get()).toMatchObject([{ scope: 'band', tables: ['songs'] }]);
      await again.stop();
      expect(titles(await device.open())).toEqual(['s1', 's2', 's3']);
    },
  );

  it('[G2] compares every ten minutes and after a reconnect, and reads nothing if all is equal', async () => {
    const { world, device, engine } = await bandWithSongs();
    const before = { digests: digests(device), snapshots: snapshots(device) };
    await world.run(590_000);
    expect(digests(device)).toBe(before.digests);
    await world.run(40_000);
    expect(digests(device)).toBe(before.digests + 1);
    device.connectivity.set('offline');
    device.connectivity.set('online');
    await world.run(1_000);
    expect(digests(device)).toBe(before.digests + 2);
    expect(snapshots(device)).toBe(before.snapshots);
    expect(engine.repairs.get()).toEqual([]);
  });

  it('[G3] ignores a digest of a partial pull, or while a push result is ahead of it', async () => {
    const { world, device, engine } = await bandWithSongs();
    const before = snapshots(device);
    const { pull } = device.remote;
    let lies = 0;
    device.remote.pull = async (request, signal) => {
      const answer = await pull(request, signal);
      const band = answer.scopes.band;
      if (!request.digest || !band || lies++ > 2) return answer;
      const digest = { songs: { count: 99, versions: 99 } };
      return {
        ...answer,
        scopes: { ...answer.scopes, band: { ...band, head: band.head + 1, more: lies < 2, digest } },
      };
    };
    // Answered before the push, received after it.
    device.remote.latency = async () => {};
    device.connectivity.set('offline');
    void engine.repository.update(song('s1'), { title: 'ahead' });
    device.connectivity.set('online');
    await world.run(40_000);
    expect(lies).toBeGreaterThan(2);
    expect(snapshots(device)).toBe(before);
    expect(engine.repairs.get()).toEqual([]);
  });
});
