import { describe, expect, it } from 'vitest';
import type { Row } from '../protocol/row.ts';
import { MemoryLocalRepository } from '../testing/memory-local-repository.ts';
import { song, songs, TestHarness, titles } from '../testing/test-harness.ts';

describe('writing', () => {
  it('[W1] shows a write at once in its tab, and in the other tab once it is durable', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const first = await device.open();
    const second = await device.open();
    await world.run();
    const written = first.repository.insert('band', 'songs', { title: 'Jolene' }, 's1');
    expect(titles(first)).toEqual(['Jolene']);
    expect(titles(second)).toEqual([]);
    await written;
    await world.run(0);
    expect(titles(second)).toEqual(['Jolene']);
  });

  it('[W2] removes a write that could not be stored from the view and rejects with the reason', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const repository = new MemoryLocalRepository(device.disk);
    const engine = await device.open({ repository });
    await world.run();
    repository.fault = () => 'quota';
    const write = engine.repository.insert('band', 'songs', { title: 'Jolene' }, 's1');
    expect(titles(engine)).toEqual(['Jolene']);
    await expect(write).rejects.toMatchObject({ kind: 'quota' });
    expect(titles(engine)).toEqual([]);
  });

  it("[W3][W4] sends only what the person changed, with the values seen and the form's version", async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [a, b] = [await mia.open(), await sam.open()];
    await world.run();
    await a.repository.insert('band', 'songs', { title: 'Jolene', key: 'C#m' }, 's1');
    await world.run(1_000);
    const form = songs(b)[0];
    await a.repository.update(song('s1'), { key: 'Dm' });
    await world.run(1_000);
    await b.repository.update(song('s1'), { title: 'Jolene!', key: 'C#m' }, form);
    expect([...sam.disk.outbox.values()]).toMatchObject([
      { base: 1, set: { title: 'Jolene!' }, was: { title: 'Jolene' } },
    ]);
    await world.run(1_000);
    expect(songs(a)[0]).toMatchObject({ title: 'Jolene!', key: 'Dm' });
    await b.repository.update(song('s1'), { title: 'Jolene!' });
    expect(sam.disk.outbox.size).toBe(0);
  });

  it('[W5] refuses what it does not know, by name', async () => {
    const world = new TestHarness();
    const engine = await world.device('mia').open();
    await world.run(1_000);
    await expect(engine.repository.insert('band', 'gigs', {})).rejects.toThrow(/gigs/);
    await expect(engine.repository.insert('other band', 'songs', {})).rejects.toThrow(/shared/);
    await expect(engine.repository.update(song('nowhere'), { title: 'x' })).rejects.toMatchObject({ kind: 'rejected' });
    const halfAnEmoji = engine.repository.insert('band', 'songs', { title: '🎸'.slice(0, 1) });
    await expect(halfAnEmoji).rejects.toMatchObject({ detail: { path: 'title' } });
    expect(engine.unsentCount()).toBe(0);
  });

  it('[W2] writes many rows in one transaction, all or none', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const repository = new MemoryLocalRepository(device.disk);
    const engine = await device.open({ repository });
    await world.run(1_000);
    const before = device.disk.meta.commit;
    const rows = Array.from({ length: 300 }, (_, index) => ({ title: `${index}` }));
    const written = engine.repository.insertAll('band', 'songs', rows);
    expect(titles(engine)).toHaveLength(300);
    await written;
    expect(device.disk.meta.commit).toBe(before + 1);
    repository.fault = () => 'abort';
    await expect(engine.repository.insertAll('band', 'songs', rows)).rejects.toMatchObject({ kind: 'storage' });
    repository.fault = () => 'none';
    expect(titles(engine)).toHaveLength(300);
    await world.run(2_000);
    expect(world.server.rows('band', 'songs')).toHaveLength(300);
  });

  it('[W6] many writes show at once, take one transaction, and are single mutations on the server', async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [engine, other] = [await mia.open(), await sam.open()];
    const secondTab = await mia.open();
    await world.run(1_000);
    const { repository } = engine;
    const ids = await repository.insertAll('band', 'songs', [{ title: 'A' }, { title: 'B' }, { title: 'C' }]);
    const [a = '', b = '', c = ''] = ids;
    await world.run(1_000);
    await repository.delete(song(c));
    await world.run(1_000);
    const before = mia.disk.meta.commit;
    const written = repository.writeAll([
      { op: 'update', key: song(a), set: { key: 'G' } },
      { op: 'update', key: song(a), set: { title: 'A' } },
      { op: 'delete', key: song(b) },
      { op: 'restore', key: song(c) },
    ]);
    expect(titles(engine).toSorted()).toEqual(['A', 'C']);
    expect(titles(secondTab).toSorted()).toEqual(['A', 'B']);
    await written;
    expect(mia.disk.meta.commit).toBe(before + 1);
    expect([...mia.disk.outbox.values()].map(({ op, record }) => [op, record])).toEqual([
      ['update', a],
      ['delete', b],
      ['restore', c],
    ]);
    await world.run(1_000);
    expect(titles(secondTab).toSorted()).toEqual(['A', 'C']);
    expect(songs(other).map(({ title, key }) => [title, key])).toEqual(
      expect.arrayContaining([
        ['A', 'G'],
        ['C', undefined],
      ]),
    );
    expect(engine.unsentCount()).toBe(0);
  });

  it('[W6] if one of many writes fails or is refused, all records stay as they were', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const repository = new MemoryLocalRepository(device.disk);
    const engine = await device.open({ repository });
    await world.run(1_000);
    const ids = await engine.repository.insertAll('band', 'songs', [{ title: 'A' }, { title: 'B' }]);
    await world.run(1_000);
    const before = songs(engine);
    const writes = ids.map((id) => ({ op: 'update' as const, key: song(id), set: { title: 'changed' } }));
    repository.fault = () => 'quota';
    const failing = engine.repository.writeAll(writes);
    expect(titles(engine)).toEqual(['changed', 'changed']);
    await expect(failing).rejects.toMatchObject({ kind: 'quota' });
    expect(songs(engine)).toEqual(before);
    repository.fault = () => 'none';
    const unknown = engine.repository.writeAll([...writes, { op: 'update', key: song('nowhere'), set: { key: 'G' } }]);
    await expect(unknown).rejects.toMatchObject({ detail: { code: 'not_found' } });
    const elsewhere = { scope: 'other band', table: 'songs', id: 'x' };
    await expect(engine.repository.writeAll([...writes, { op: 'delete', key: elsewhere }])).rejects.toThrow(/shared/);
    expect(songs(engine)).toEqual(before);
    expect(engine.unsentCount()).toBe(0);
  });

  it('[W6][W4] each of many writes is based on the row that the person saw', async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [a, b] = [await mia.open(), await sam.open()];
    await world.run();
    await a.repository.insert('band', 'songs', { title: 'Jolene', key: 'C#m' }, 's1');
    await world.run(1_000);
    const [seen] = songs(b);
    await a.repository.update(song('s1'), { key: 'Dm' });
    await world.run(1_000);
    await b.repository.writeAll([{ op: 'update', key: song('s1'), set: { key: 'G' }, base: seen }]);
    expect([...sam.disk.outbox.values()]).toMatchObject([{ base: 1, set: { key: 'G' }, was: { key: 'C#m' } }]);
  });

  it('[V2] a deleted record leaves every query and can be restored', async () => {
    const world = new TestHarness();
    const engine = await world.device('mia').open();
    await world.run();
    await engine.repository.insert('band', 'songs', { title: 'Jolene' }, 's1');
    await world.run(1_000);
    await engine.repository.delete(song('s1'));
    expect(titles(engine)).toEqual([]);
    expect(engine.record(song('s1')).get()).toBeUndefined();
    await world.run(1_000);
    expect(titles(engine)).toEqual([]);
    await engine.repository.restore(song('s1'));
    await world.run(1_000);
    expect(titles(engine)).toEqual(['Jolene']);
    expect(world.server.rows('band', 'songs')[0]).toMatchObject({ deletedAt: null, version: 3 });
  });

  it('[V3] a result is the same object until it changes, and subscribers are then notified', async () => {
    const world = new TestHarness();
    const engine = await world.device('mia').open();
    await world.run();
    await engine.repository.insert('band', 'songs', { title: 'B' }, 's1');
    await world.run(1_000);
    const query = engine.query({ scope: 'band', table: 'songs', sort: byTitle });
    const before = query.get();
    let told = 0;
    query.subscribe(() => told++);
    await world.run(60_000);
    expect(query.get()).toBe(before);
    expect(told).toBe(0);
    await engine.repository.insert('band', 'songs', { title: 'A' }, 's2');
    expect(query.get().rows.map((row) => row.title)).toEqual(['A', 'B']);
    expect(told).toBeGreaterThan(0);
    expect(engine.query({ scope: 'band', table: 'songs', sort: byTitle })).toBe(query);
  });

  it('[V3] a query without subscribers is correct again when subscribed to', async () => {
    const world = new TestHarness();
    const engine = await world.device('mia').open();
    await world.run();
    const first = engine.query({ scope: 'band', table: 'songs', where: () => true });
    expect(first.get().rows).toEqual([]);
    for (let i = 0; i < 30; i++) engine.query({ scope: 'band', table: 'songs', where: () => true }).get();
    await engine.repository.insert('band', 'songs', { title: 'A' }, 's1');
    first.subscribe(() => {});
    expect(first.get().rows).toHaveLength(1);
  });
});

describe('the outbox', () => {
  it('[O6][O1] survives a reload with all its values, and ids continue to rise', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const before = await device.open();
    await world.run();
    device.connectivity.set('offline');
    await before.repository.insert('band', 'songs', { title: 'One' }, 's1');
    await before.repository.insert('band', 'songs', { title: 'Two' }, 's2');
    await before.stop();
    const after = await device.open();
    expect(titles(after)).toEqual(['One', 'Two']);
    await after.repository.insert('band', 'songs', { title: 'Three' }, 's3');
    expect(after.pending.get().map((entry) => entry.mutation)).toEqual([1, 2, 3]);
    device.connectivity.set('online');
    await world.run(1_000);
    expect(world.server.rows('band', 'songs').map((row) => row.title)).toEqual(['One', 'Two', 'Three']);
    expect(after.unsentCount()).toBe(0);
  });

  it('[O2] offline edits of one record become one mutation', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    device.connectivity.set('offline');
    await engine.repository.insert('band', 'songs', { title: 'a' }, 's1');
    for (const title of ['ab', 'abc']) await engine.repository.update(song('s1'), { title });
    expect(engine.pending.get()).toHaveLength(1);
    device.connectivity.set('online');
    await world.run(1_000);
    expect(world.server.rows('band', 'songs')).toMatchObject([{ title: 'abc', version: 1 }]);
  });
});

const byTitle = (a: Row, b: Row) => String(a.title).localeCompare(String(b.title));
