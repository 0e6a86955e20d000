import { describe, expect, it } from 'vitest';
import { MemoryConnectivity } from '../testing/memory-environment.ts';
import { song, TestHarness, titles } from '../testing/test-harness.ts';
import type { RemoteChanges } from './public-types.ts';

const asks = (device: { remote: { calls: readonly { name: string }[] } }) =>
  device.remote.calls.filter((call) => call.name === 'pull').length;

describe('catching up', () => {
  it('[L3][N1] a new device finds its bands and reads them completely', async () => {
    const world = new TestHarness();
    const writer = await world.device('mia').open();
    await world.run(1_000);
    for (let i = 0; i < 600; i++)
      void writer.repository.insert('band', 'songs', { title: `${i}` }, `s${String(i).padStart(3, '0')}`);
    await world.run(2_000);
    const device = world.device('sam');
    const pages: [number, boolean][] = [];
    const reader = await device.open();
    const query = reader.query({ scope: 'band', table: 'songs' });
    expect(query.get()).toMatchObject({ rows: [], complete: false });
    query.subscribe(() => pages.push([query.get().rows.length, query.get().complete]));
    await world.run(2_000);
    expect(pages[0]).toEqual([250, false]);
    expect(pages.at(-1)).toEqual([600, true]);
    expect(reader.scopes.get()).toEqual(['band']);
  });

  it('[L1][L4] a device that was away follows the log to its end, page by page', async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [writer, reader] = [await mia.open(), await sam.open()];
    await world.run(1_000);
    sam.connectivity.set('offline');
    sam.sockets[0]?.set(false);
    for (let i = 0; i < 1_200; i++) void writer.repository.insert('band', 'songs', { title: `${i}` }, `s${i}`);
    await world.run(2_000);
    sam.connectivity.set('online');
    await world.run(2_000);
    expect(reader.query({ scope: 'band', table: 'songs' }).get().rows).toHaveLength(1_200);
    expect(sam.disk.scopes.get('band')?.cursor?.seq).toBe(world.server.log('band').length);
    expect(sam.remote.calls.filter((call) => call.name === 'snapshot').length).toBeLessThan(8);
  });

  it('[N2] after a pruned log the old rows show until the snapshot is complete, then only the new ones', async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [writer, reader] = [await mia.open(), await sam.open()];
    await world.run();
    await writer.repository.insert('band', 'songs', { title: 'kept' }, 's1');
    await writer.repository.insert('band', 'songs', { title: 'goes' }, 's2');
    await world.run(1_000);
    sam.connectivity.set('offline');
    sam.sockets[0]?.set(false);
    await writer.repository.delete(song('s2'));
    await writer.repository.insert('band', 'songs', { title: 'new' }, 's3');
    await world.run(1_000);
    world.server.prune('band');
    const seen: string[] = [];
    reader.query({ scope: 'band', table: 'songs' }).subscribe(() => seen.push(titles(reader).join()));
    sam.connectivity.set('online');
    await world.run(2_000);
    expect(seen.every((each) => each === 'goes,kept' || each === 'kept,new')).toBe(true);
    expect(titles(reader)).toEqual(['kept', 'new']);
    await reader.stop();
    expect(titles(await sam.open())).toEqual(['kept', 'new']);
  });

  it('[W7] a form opened before a restore of the server overwrites nothing written since', async () => {
    const world = new TestHarness();
    const [a, b] = [await world.device('mia').open(), await world.device('sam').open()];
    await world.run();
    await a.repository.insert('band', 'songs', { title: 'first', key: 'A' }, 's1');
    await world.run(1_000);
    const backup = world.server.backup();
    await a.repository.update(song('s1'), { title: 'lost by the restore' });
    await world.run(1_000);
    const form = b.record(song('s1')).get();
    expect(form).toMatchObject({ version: 2, title: 'lost by the restore' });
    world.server.restore(backup);
    await world.run(31_000);
    await a.repository.update(song('s1'), { title: 'since the restore' });
    await world.run(1_000);
    expect(b.record(song('s1')).get(), 'another version 2').toMatchObject({ version: 2, title: 'since the restore' });
    await b.repository.update(song('s1'), { title: 'from the form', key: 'G' }, form);
    await world.run(2_000);
    expect(world.server.rows('band', 'songs')).toMatchObject([{ title: 'since the restore', key: 'G' }]);
    const open = a.query({ scope: 'band', table: 'conflicts' }).get().rows;
    expect(open).toMatchObject([{ mine: 'from the form', theirs: 'since the restore', base: 'lost by the restore' }]);
  });

  it('[N3] changes made while a snapshot is read are applied afterwards', async () => {
    const world = new TestHarness();
    const writer = await world.device('mia').open();
    await world.run();
    for (let i = 0; i < 600; i++)
      void writer.repository.insert('band', 'songs', { title: `${i}` }, `s${String(i).padStart(3, '0')}`);
    await world.run(2_000);
    const device = world.device('sam');
    let pages = 0;
    device.remote.latency = async () => {
      if (device.remote.calls.at(-1)?.name !== 'snapshot' || ++pages !== 8) return;
      await writer.repository.delete(song('s000'));
      await writer.repository.update(song('s599'), { title: 'changed' });
      await writer.repository.insert('band', 'songs', { title: 'first' }, 's!');
      await world.clock.advance(0);
    };
    const reader = await device.open();
    await world.run(5_000);
    expect(pages).toBeGreaterThan(8);
    const rows = reader.query({ scope: 'band', table: 'songs' }).get().rows;
    expect(rows).toHaveLength(600);
    expect(rows.find((row) => row.id === 's000')).toBeUndefined();
    expect(rows.find((row) => row.id === 's599')?.title).toBe('changed');
  });

  it('[L5] pulls per interval without a socket, every ten seconds with one, and at once on a hint', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    await device.open();
    await world.run(1_000);
    let before = asks(device);
    await world.run(60_000);
    expect([6, 7]).toContain(asks(device) - before);
    device.sockets[0]?.set(false);
    await world.run(30_000);
    before = asks(device);
    await world.run(60_000);
    expect(asks(device) - before).toBe(12);
    for (const event of ['offline', 'online', 'hidden', 'visible'] as const) device.connectivity.set(event);
    before = asks(device);
    await world.run(0);
    expect(asks(device) - before).toBeGreaterThan(0);
    before = asks(device);
    device.sockets[0]?.set(true);
    await world.run(0);
    expect(asks(device) - before).toBeGreaterThan(0);
  });

  it('[L5] pulls twice a minute while no tab is visible, and as usual while any tab is', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const [hidden, shown] = [device.connectivity, new MemoryConnectivity()];
    await device.open();
    const second = await device.open({ connectivity: shown });
    hidden.set('hidden');
    await world.run(60_000);
    let before = asks(device);
    await world.run(60_000);
    expect([6, 7], 'with the socket').toContain(asks(device) - before);
    device.sockets[0]?.set(false);
    await world.run(30_000);
    before = asks(device);
    await world.run(60_000);
    expect(asks(device) - before, 'without').toBe(12);
    expect(second.connection.get().leader).toBe(false);
    shown.set('hidden');
    await world.run(60_000);
    before = asks(device);
    await world.run(60_000);
    expect(asks(device) - before).toBe(2);
  });

  it('[L6] reports changes of others once, live or caught up, and none of this device', async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [a, b] = [await mia.open(), await sam.open()];
    await world.run(1_000);
    const told: RemoteChanges[] = [];
    b.onRemote((changes) => told.push(changes));
    await a.repository.insert('band', 'songs', { title: 'live' }, 's1');
    await b.repository.insert('band', 'songs', { title: 'own' }, 's2');
    await world.run(1_000);
    sam.sockets[0]?.set(false);
    sam.connectivity.set('offline');
    await a.repository.insert('band', 'songs', { title: 'missed' }, 's3');
    await world.run(1_000);
    sam.connectivity.set('online');
    await world.run(1_000);
    expect(told.flatMap((each) => each.changes.map((change) => [change.row?.title, each.live]))).toEqual([
      ['live', true],
      ['missed', false],
    ]);
  });

  it("[L2] a response older than the device's rows changes nothing", async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run();
    await engine.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(1_000);
    const commits = device.disk.meta.commit;
    await world.run(90_000);
    expect(device.disk.meta.commit).toBe(commits);
  });
});

describe('realtime', () => {
  it('[R2] applies a message that follows the cursor, and pulls when one was lost', async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [a, b] = [await mia.open(), await sam.open()];
    await world.run(1_000);
    const before = asks(sam);
    await a.repository.insert('band', 'songs', { title: 'one' }, 's1');
    await world.run(0);
    expect(titles(b)).toEqual(['one']);
    expect(asks(sam)).toBe(before);
    for (const socket of sam.sockets) socket.lose = () => true;
    await a.repository.insert('band', 'songs', { title: 'two' }, 's2');
    await world.run(600);
    for (const socket of sam.sockets) socket.lose = () => false;
    await a.repository.insert('band', 'songs', { title: 'three' }, 's3');
    await world.run(0);
    expect(titles(b)).toEqual(['one', 'three', 'two']);
    expect(asks(sam)).toBe(before + 1);
  });

  it('[R2] a message with only the head causes a pull', async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [a, b] = [await mia.open(), await sam.open()];
    await world.run(1_000);
    mia.connectivity.set('offline');
    for (let i = 0; i < 40; i++) await a.repository.insert('band', 'songs', { title: `${i}` }, `s${i}`);
    mia.connectivity.set('online');
    await world.run(100);
    expect(titles(b)).toHaveLength(40);
  });

  it('[R3] catches up within ten seconds when every message is lost', async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [a, b] = [await mia.open(), await sam.open()];
    await world.run(1_000);
    for (const socket of sam.sockets) socket.lose = () => true;
    await a.repository.insert('band', 'songs', { title: 'silent' }, 's1');
    await world.run(10_000);
    expect(titles(b)).toEqual(['silent']);
  });

  it('[R1][X1] a removed member receives nothing more, keeps nothing, and finds unsent work set aside', async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [a, b] = [await mia.open(), await sam.open()];
    await world.run();
    await a.repository.insert('band', 'songs', { title: 'secret' }, 's1');
    await world.run(1_000);
    sam.connectivity.set('offline');
    await b.repository.update(song('s1'), { title: 'mine' });
    world.server.remove('band', 'sam');
    await a.repository.insert('band', 'songs', { title: 'after' }, 's2');
    await world.run(1_000);
    expect(titles(b)).toEqual(['mine']);
    sam.connectivity.set('online');
    await world.run(2_000);
    expect(titles(b)).toEqual([]);
    expect(b.scopes.get()).toEqual([]);
    expect(b.setAside.get()).toMatchObject([{ scope: 'band', entries: [{ set: { title: 'mine' } }] }]);
    expect(JSON.stringify([...sam.disk.rows.values(), ...sam.disk.segments])).not.toContain('secret');
    expect(world.server.rows('band', 'songs').map((row) => row.title)).toEqual(['secret', 'after']);
    world.server.join('band', 'sam');
    await world.run(40_000);
    expect(titles(b)).toEqual(['after', 'secret']);
    await a.repository.insert('band', 'songs', { title: 'again' }, 's4');
    await world.run(100);
    expect(titles(b)).toEqual(['after', 'again', 'secret']);
  });
});
