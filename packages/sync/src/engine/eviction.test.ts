import { describe, expect, it } from 'vitest';
import { MemoryLocalRepository } from '../testing/memory-local-repository.ts';
import { song, TestHarness, testSchema, titles } from '../testing/test-harness.ts';
import type { SyncEngine } from './sync-engine.ts';

const inOther = (engine: SyncEngine) => engine.query({ scope: 'other', table: 'songs' }).get();
const otherSong = (id: string) => ({ scope: 'other', table: 'songs', id });

/** Two bands; Mia's device has both, used `other` before and uses `band` now. */
async function twoBands() {
  const world = new TestHarness();
  world.server.addScope('other', ['mia', 'sam']);
  const device = world.device('mia');
  const repository = new MemoryLocalRepository(device.disk);
  const engine = await device.open({ repository });
  await world.run(1_000);
  await engine.repository.insert('band', 'songs', { title: 'here' }, 's1');
  await engine.repository.insert('other', 'songs', { title: 'there' }, 't1');
  await world.run(1_000);
  await engine.open('other');
  await engine.open('band');
  const full = (times: number) => {
    let left = times;
    repository.fault = () => (left-- > 0 ? 'quota' : 'none');
  };
  return { world, device, repository, engine, full };
}

describe('a full device', () => {
  it('[E1] still saves: the least recently used scope is evicted', async () => {
    const { device, engine, full } = await twoBands();
    full(1);
    await engine.repository.insert('band', 'songs', { title: 'new' }, 's2');
    expect(titles(engine)).toEqual(['here', 'new']);
    expect([...device.disk.scopes.keys()].sort()).toEqual(['band', 'mia']);
    const left = [...device.disk.rows.values()].filter(({ scope, table }) => scope === 'other' && table === 'songs');
    expect(left).toEqual([]);
  });

  it('[E1] a write fails when a later one followed meanwhile, and the later one stays', async () => {
    const { world, engine, full } = await twoBands();
    full(1);
    const writes = ['first', 'second'].map((title) => engine.repository.update(song('s1'), { title }));
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    await world.run(2_000);
    expect(titles(engine)).toEqual(['second']);
  });

  it("[E1] the scope in use, the user's own and unsent work stay, and the write fails with the reason", async () => {
    const { world, device, engine, full } = await twoBands();
    device.connectivity.set('offline');
    await engine.repository.insert('other', 'songs', { title: 'unsent' }, 't2');
    full(2);
    await expect(engine.repository.insert('band', 'songs', { title: 'new' }, 's2')).rejects.toMatchObject({
      kind: 'quota',
    });
    expect(titles(engine)).toEqual(['here']);
    expect(inOther(engine).rows).toHaveLength(2);
    device.connectivity.set('online');
    await world.run(2_000);
    expect(inOther(engine)).toMatchObject({ complete: true });
    expect(engine.getSyncStatus(otherSong('t2')).kind).toBe('synced');
  });

  it('[E1] nothing is evicted before any scope was opened', async () => {
    const world = new TestHarness();
    world.server.addScope('other', ['mia']);
    const device = world.device('mia');
    const repository = new MemoryLocalRepository(device.disk);
    const engine = await device.open({ repository });
    await world.run(1_000);
    let left = 1;
    repository.fault = () => (left-- > 0 ? 'quota' : 'none');
    await expect(engine.repository.insert('band', 'songs', { title: 'a' }, 's1')).rejects.toMatchObject({
      kind: 'quota',
    });
    expect(device.disk.scopes.size).toBe(3);
  });

  it('[E1] space is freed before anything fails', async () => {
    const { world, device, engine } = await twoBands();
    device.disk.usage = { used: 95, quota: 100, persisted: false };
    await world.run(11_000);
    expect(inOther(engine)).toMatchObject({ complete: false, rows: [] });
    device.disk.usage = { used: 50, quota: 100, persisted: false };
    await engine.open('other');
    await world.run(700_000);
    expect(device.disk.scopes.size).toBe(3);
  });

  it('[E2] evicted rows are unknown, not empty; opening reads them again, unread ones still unread', async () => {
    const { world, device, engine, full } = await twoBands();
    full(1);
    await engine.repository.insert('band', 'songs', { title: 'new' }, 's2');
    const sam = await world.device('sam').open();
    await world.run(1_000);
    await sam.repository.insert('other', 'songs', { title: 'by Sam' }, 't3');
    await world.run(120_000);
    expect(inOther(engine)).toMatchObject({ complete: false, rows: [] });
    expect(engine.getSyncStatus(otherSong('t1')).kind).toBe('unknown');
    expect(engine.scopes.get()).toEqual(['band', 'other']);

    device.connectivity.set('offline');
    await engine.open('other');
    await world.run(1_000);
    expect(inOther(engine)).toMatchObject({ complete: false, rows: [] });
    device.connectivity.set('online');
    await world.run(1_000);
    expect(inOther(engine)).toMatchObject({ complete: true });
    expect(inOther(engine).rows).toHaveLength(2);
    expect(engine.getSyncStatus(otherSong('t3')).kind).toBe('unread');
    expect(engine.getSyncStatus(otherSong('t1')).kind).toBe('synced');
    expect(device.disk.meta.evicted).toEqual({});
  });

  it('[E2][T3] a scope is evicted in all tabs, and a write in any of them reads it again', async () => {
    const { world, device, engine, full } = await twoBands();
    const second = await device.open();
    await world.run(1_000);
    full(1);
    await engine.repository.insert('band', 'songs', { title: 'new' }, 's2');
    await world.run(100);
    expect(inOther(second)).toMatchObject({ complete: false, rows: [] });
    await second.repository.insert('other', 'songs', { title: 'added' }, 't2');
    await world.run(31_000);
    for (const tab of [engine, second]) {
      expect(inOther(tab)).toMatchObject({ complete: true });
      expect(inOther(tab).rows).toHaveLength(2);
    }
    expect(engine.pending.get()).toEqual([]);
  });

  it('[X1] leaving an evicted scope deletes its kept rows too', async () => {
    const { world, device, engine, full } = await twoBands();
    const kept = () => [...device.disk.rows.values()].filter(({ scope }) => scope === 'other');
    expect(testSchema.keptTables).toEqual(['memberships']);
    full(1);
    await engine.repository.insert('band', 'songs', { title: 'new' }, 's2');
    expect(kept().map(({ table }) => table)).toEqual(['memberships', 'memberships']);
    world.server.remove('other', 'mia');
    await world.run(60_000);
    expect(kept()).toEqual([]);
    expect(device.disk.meta.evicted).toEqual({});
    expect(engine.scopes.get()).toEqual(['band']);
  });
});
