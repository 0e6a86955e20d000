import { describe, expect, it } from 'vitest';
import { song, type TestDevice, TestHarness } from '../../testing/test-harness.ts';
import type { SyncEngine } from '../sync-engine.ts';

const BASE = 'Capo on 2.\nVerse twice, then solo.\nEnd on Am.';
const conflictsOf = (engine: SyncEngine) => engine.query({ scope: 'band', table: 'conflicts' }).get().rows;
const notes = (engine: SyncEngine) => engine.record(song('s1')).get()?.notes;
const onServer = (world: TestHarness) => world.server.rows('band', 'songs')[0];

/** Sam's laptop is offline with an edit of the notes that Mia's changed meanwhile. */
async function collision(mine: string, theirs: string) {
  const world = new TestHarness();
  const [mia, sam] = [world.device('mia'), world.device('sam')];
  const [a, b] = [await mia.open(), await sam.open()];
  await world.run(1_000);
  await a.repository.insert('band', 'songs', { title: 'a', notes: BASE }, 's1');
  await world.run(1_000);
  sam.connectivity.set('offline');
  await b.repository.update(song('s1'), { notes: mine });
  await a.repository.update(song('s1'), { notes: theirs });
  await world.run(1_000);
  return { world, mia, sam, a, b };
}
const back = async (world: TestHarness, device: TestDevice) => {
  device.connectivity.set('online');
  await world.run(3_000);
};

describe('texts that two people changed', () => {
  it('[M4] are merged once by the device whose edit came too late, without asking', async () => {
    const { world, sam, a, b } = await collision(BASE.replace('2', '3'), BASE.replace('Am', 'A'));
    const phone = await world.device('sam').open();
    await back(world, sam);
    for (const engine of [a, b, phone]) {
      expect(notes(engine)).toBe('Capo on 3.\nVerse twice, then solo.\nEnd on A.');
      expect(conflictsOf(engine)).toMatchObject([{ open: false, resolution: 'merged' }]);
      expect(engine.connection.get()).toMatchObject({ conflicts: 0, pending: 0, failed: 0 });
    }
    expect(onServer(world)?.version).toBe(3);
  });

  it('[M5] are left to a person where the changes touch', async () => {
    const { world, sam, a, b } = await collision(BASE.replace('2', '3'), BASE.replace('2', '4'));
    await back(world, sam);
    for (const engine of [a, b]) {
      expect(notes(engine)).toContain('Capo on 4');
      expect(engine.getSyncStatus(song('s1'))).toEqual({ kind: 'conflict', count: 1 });
    }
  });

  it('[M4] follow the usual rules when the other person edits meanwhile', async () => {
    const { world, sam, a, b } = await collision(BASE.replace('2', '3'), BASE.replace('Am', 'A'));
    let raced = false;
    const push = sam.remote.push;
    sam.remote.push = async (request, signal) => {
      if (request.mutations.some((each) => each.table === 'conflicts') && !raced) {
        raced = true;
        await a.repository.update(song('s1'), { notes: `${BASE.replace('Am', 'A')}\nSlow.` });
        await world.clock.advance(10);
      }
      return push(request, signal);
    };
    await back(world, sam);
    expect(raced).toBe(true);
    for (const engine of [a, b]) {
      expect(notes(engine)).toBe('Capo on 3.\nVerse twice, then solo.\nEnd on A.\nSlow.');
      expect(conflictsOf(engine).map((row) => row.open)).toEqual([false, false]);
    }
  });

  it('[M4] are merged once despite lost responses, a crash and two tabs', async () => {
    const { world, sam, a, b } = await collision(`${BASE}\nSam sings.`, `Slow!\n${BASE}`);
    const second = await sam.open();
    sam.remote.fault = (call) => (call === 'push' && sam.remote.calls.length % 2 ? 'response-lost' : 'none');
    await back(world, sam);
    await b.stop();
    await back(world, sam);
    sam.remote.fault = () => 'none';
    await world.run(60_000);
    const third = await sam.open();
    await world.run(5_000);
    for (const engine of [a, second, third]) expect(notes(engine)).toBe(`Slow!\n${BASE}\nSam sings.`);
    expect(onServer(world)?.version).toBe(3);
    expect(conflictsOf(a)).toHaveLength(1);
  });

  it('[M4][W4] wait while this device has a later edit of the text in flight, then include both', async () => {
    const { world, sam, a, b } = await collision(`${BASE}\nSam sings.`, `Slow!\n${BASE}`);
    let typed = false;
    const push = sam.remote.push;
    sam.remote.push = async (request, signal) => {
      if (!typed) {
        typed = true;
        void b.repository.update(song('s1'), { notes: `${BASE}\nSam sings loud.` });
      }
      return push(request, signal);
    };
    await back(world, sam);
    for (const engine of [a, b]) {
      expect(notes(engine)).toBe(`Slow!\n${BASE}\nSam sings loud.`);
      expect(engine.connection.get().conflicts).toBe(0);
    }
  });

  it('[M6] a form that was opened before the merge is rebased onto it and removes no words', async () => {
    const { world, sam, a, b } = await collision(`${BASE}\nSam sings.`, `Slow!\n${BASE}`);
    const opened = b.record(song('s1')).get();
    await back(world, sam);
    const title = 'new title';
    await b.repository.update(song('s1'), { title, notes: `${BASE.replace('2', '3')}\nSam sings.` }, opened);
    await world.run(2_000);
    for (const engine of [a, b]) {
      expect(notes(engine)).toBe(`Slow!\n${BASE.replace('2', '3')}\nSam sings.`);
      expect(engine.record(song('s1')).get()?.title).toBe(title);
      expect(engine.connection.get().conflicts).toBe(0);
    }
    await b.repository.update(song('s1'), { notes: `Fast!\n${BASE}\nSam sings.` }, opened);
    await world.run(2_000);
    for (const word of ['Slow!', 'Fast!', 'Capo on 3']) expect(notes(a)).toContain(word);
  });

  it('[M6] a form that changes the words of another device still causes a conflict', async () => {
    const { world, a, b, sam } = await collision('', BASE);
    await back(world, sam);
    const opened = b.record(song('s1')).get();
    await a.repository.update(song('s1'), { notes: 'from Mia' });
    await world.run(1_000);
    await b.repository.update(song('s1'), { notes: 'from Sam' }, opened);
    await world.run(1_000);
    expect(notes(a)).toBe('from Mia');
    expect(conflictsOf(a).filter((row) => row.open)).toMatchObject([{ mine: 'from Sam', theirs: 'from Mia' }]);
  });
});
