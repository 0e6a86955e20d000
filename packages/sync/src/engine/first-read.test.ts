import { describe, expect, test } from 'vitest';
import { SyncError } from '../protocol/errors.ts';
import { songs, TestHarness, titles } from '../testing/test-harness.ts';

/** A band with more songs than one page, and a new device. */
async function newDevice(count: number) {
  const world = new TestHarness();
  const writer = await world.device('mia').open();
  await world.run(1_000);
  for (let i = 0; i < count; i++) void writer.repository.insert('band', 'songs', { title: `${i}` });
  await world.run(2_000);
  return { world, device: world.device('sam') };
}

describe('the first read', () => {
  test('[N1] requests rows and the cursor in parallel', async () => {
    const { world, device } = await newDevice(3);
    const order: string[] = [];
    const { pull, snapshot } = device.remote;
    device.remote.pull = (request, signal) => {
      order.push('pull asked');
      return pull(request, signal).finally(() => order.push('pull answered'));
    };
    device.remote.snapshot = (request, signal) => {
      order.push('rows asked');
      return snapshot(request, signal);
    };
    const engine = await device.open();
    await world.run(1_000);
    expect(order.slice(0, 3)).toEqual(['pull asked', 'rows asked', 'rows asked']);
    expect(order.indexOf('pull answered')).toBeGreaterThan(order.indexOf('rows asked'));
    expect(titles(engine)).toEqual(['0', '1', '2']);
  });

  test('[X1] leaves nothing of a scope that turns out to be forbidden', async () => {
    const { world, device } = await newDevice(3);
    const { pull } = device.remote;
    let removed = false;
    const read = () => device.disk.segments.some(({ scope, table }) => scope === 'band' && table === 'songs');
    device.remote.pull = async (request, signal) => {
      const answer = await pull(request, signal);
      if (!answer.scopes.band) return answer;
      // Its rows have been read and are being stored meanwhile.
      for (let turns = 0; turns < 1_000 && !read(); turns += 1) await null;
      removed = read();
      return {
        ...answer,
        scopes: { ...answer.scopes, band: { ...answer.scopes.band, status: 'forbidden', more: false } },
      };
    };
    const engine = await device.open();
    await world.run(100);
    expect(removed).toBe(true);
    expect(songs(engine)).toEqual([]);
    expect(device.disk.segments.filter(({ scope }) => scope === 'band')).toEqual([]);
    expect(device.disk.scopes.has('band')).toBe(false);
  });

  test('[N1] starts over after an interruption and mixes with nothing of the first attempt', async () => {
    const { world, device } = await newDevice(600);
    const { pull, snapshot } = device.remote;
    let cut = false;
    let busy = 0;
    let together = 0;
    device.remote.pull = async (request, signal) => {
      const answer = await pull(request, signal);
      if (cut || !answer.scopes.band) return answer;
      cut = true;
      throw new SyncError('offline', 'No answer from the server.');
    };
    device.remote.snapshot = async (request, signal) => {
      if (request.table === 'songs') busy += 1;
      together = Math.max(together, busy);
      return snapshot(request, signal).finally(() => {
        if (request.table === 'songs') busy -= 1;
      });
    };
    const engine = await device.open();
    await world.run(10_000);
    expect(cut).toBe(true);
    expect(together).toBe(1);
    expect(songs(engine)).toHaveLength(600);
    expect(
      new Set(device.disk.segments.filter(({ scope }) => scope === 'band').map((each) => each.generation)).size,
    ).toBe(1);
  });
});
