import { describe, expect, it } from 'vitest';
import { SyncError } from '../protocol/errors.ts';
import { MemoryLocalRepository } from '../testing/memory-local-repository.ts';
import { song, TestHarness, titles } from '../testing/test-harness.ts';

const LOCK = 'leader-of-mia';

describe('tabs of one device', () => {
  it('[T1][T2] one tab leads, any tab may write, the leader pushes it', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const [first, second] = [await device.open(), await device.open()];
    await world.run(1_000);
    expect([first, second].map((engine) => engine.connection.get().leader)).toEqual([true, false]);
    await second.repository.insert('band', 'songs', { title: 'from the second' }, 's1');
    await world.run(100);
    expect(world.server.rows('band', 'songs')).toHaveLength(1);
    for (const engine of [first, second]) expect(engine.getSyncStatus(song('s1')).kind).toBe('synced');
  });

  it('[T3] every tab has every commit; one without a message is read from the database', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    // A tab that was killed between its transaction and its message.
    const killed = new MemoryLocalRepository(device.disk);
    const lost = {
      id: 900,
      scope: 'band',
      table: 'songs',
      record: 's1',
      op: 'insert',
      base: null,
      set: { title: 'lost' },
      was: {},
      at: 0,
    } as const;
    await killed.commit({ decide: () => ({ outboxPut: [lost], meta: { nextMutation: 901 } }) });
    expect(titles(engine)).toEqual([]);
    await Promise.all([engine.repository.insert('band', 'songs', { title: 'next' }, 's2'), world.run(1_000)]);
    expect(titles(engine)).toEqual(['lost', 'next']);
    await world.run(1_000);
    expect(world.server.rows('band', 'songs')).toHaveLength(2);
  });

  it('[T3] a follower has the snapshot that the leader read', async () => {
    const world = new TestHarness();
    const writer = await world.device('sam').open();
    await world.run();
    for (let i = 0; i < 600; i++) void writer.repository.insert('band', 'songs', { title: `${i}` }, `s${i}`);
    await world.run(2_000);
    const device = world.device('mia');
    const [leader, other] = [await device.open(), await device.open()];
    await world.run(5_000);
    expect(titles(leader)).toHaveLength(600);
    expect(other.query({ scope: 'band', table: 'songs' }).get()).toMatchObject({ complete: true });
    expect(titles(other)).toEqual(titles(leader));
  });

  it('[N1][T3] reloading in the middle of a snapshot does not make half of it look complete', async () => {
    const world = new TestHarness();
    const writer = await world.device('sam').open();
    await world.run();
    await writer.repository.insertAll(
      'band',
      'songs',
      Array.from({ length: 600 }, (_, index) => ({ title: `${index}` })),
    );
    await world.run(2_000);
    const device = world.device('mia');
    let release: () => void = () => {};
    let pages = 0;
    device.remote.latency = () => {
      const last = device.remote.calls.at(-1);
      if (last?.name !== 'snapshot' || (last.request as { after: string | null }).after === null || ++pages > 1)
        return Promise.resolve();
      return new Promise((resolve) => {
        release = resolve;
      });
    };
    const engine = await device.open();
    await world.run(1_000);
    // A commit without a message makes the leader read everything again.
    await new MemoryLocalRepository(device.disk).commit({ decide: () => ({ meta: {} }) });
    await world.run(20_000);
    release();
    await world.run(5_000);
    expect(engine.query({ scope: 'band', table: 'songs' }).get()).toMatchObject({ complete: true });
    expect(titles(engine)).toHaveLength(600);
  });

  it('[T3] a database that cannot be read is retried with pauses, and nothing else stops', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const repository = new MemoryLocalRepository(device.disk);
    const engine = await device.open({ repository });
    await world.run(1_000);
    const { load } = repository;
    let asked = 0;
    repository.load = async () => {
      asked += 1;
      throw new SyncError('storage', 'Not now.');
    };
    const meta = device.disk.scopes.get('band');
    const elsewhere = new MemoryLocalRepository(device.disk);
    await elsewhere.commit({ decide: () => ({ meta: {} }) });
    device.tabs.join().post({
      type: 'commit',
      number: device.disk.meta.commit,
      delta: { scopes: { band: { ...meta, generation: 99 } } },
      reload: true,
    });
    await world.run(20_000);
    expect(asked).toBeGreaterThan(2);
    expect(asked).toBeLessThan(15);
    expect(engine.connection.get().defect).toBeNull();
    repository.load = load;
    await world.run(60_000);
    await engine.repository.insert('band', 'songs', { title: 'after' }, 's1');
    await world.run(1_000);
    expect(engine.getSyncStatus(song('s1')).kind).toBe('synced');
  });

  it('[X1] a write by a tab that has not heard of the loss of its scope blocks nothing', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    world.server.addScope('other', ['mia']);
    const engine = await device.open();
    await world.run(1_000);
    world.server.remove('band', 'mia');
    await world.run(31_000);
    const stray = {
      id: device.disk.meta.nextMutation,
      scope: 'band',
      table: 'songs',
      record: 's1',
      op: 'insert',
      base: null,
      set: { title: 'stray' },
      was: {},
      at: 0,
    } as const;
    const lagging = new MemoryLocalRepository(device.disk);
    await lagging.commit({
      decide: (head) => ({ outboxPut: [stray], meta: { nextMutation: head.meta.nextMutation + 1 } }),
    });
    await world.run(60_000);
    await engine.repository.insert('other', 'songs', { title: 'goes' }, 's2');
    await world.run(1_000);
    expect(engine.getSyncStatus({ scope: 'other', table: 'songs', id: 's2' }).kind).toBe('synced');
    expect(engine.setAside.get()).toMatchObject([{ scope: 'band', entries: [{ set: { title: 'stray' } }] }]);
    expect(engine.unsentCount()).toBe(1);
  });

  it('[T4] a tab that stops while it waits for a commit releases the lock', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const [first, second] = [await device.open(), await device.open()];
    await world.run(1_000);
    await new MemoryLocalRepository(device.disk).commit({ decide: () => ({ meta: {} }) });
    void first.repository.insert('band', 'songs', { title: 'a' }, 's1').catch(() => undefined);
    await world.run(0);
    await first.stop();
    await world.run(5_000);
    expect(second.connection.get().leader).toBe(true);
    expect(world.server.rows('band', 'songs')).toHaveLength(1);
  });

  it('[T4][F3] a new leader checks the session itself: it may have come while nobody led', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const [first, second] = [await device.open(), await device.open()];
    await world.run(1_000);
    device.remote.fault = () => 'no-session';
    await second.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(1_000);
    expect(second.connection.get().signInNeeded).toBe(true);
    device.remote.fault = () => 'none';
    const stopped = first.stop();
    second.sessionChanged('signed-in');
    await stopped;
    await world.run(5_000);
    expect(second.connection.get()).toMatchObject({ leader: true, signInNeeded: false, pending: 0 });
  });

  it("[T4] another tab continues the leader's work", async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const [first, second] = [await device.open(), await device.open()];
    await world.run(1_000);
    device.remote.fault = () => 'response-lost';
    for (const socket of device.sockets) socket.lose = () => true;
    await first.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(10);
    await first.stop();
    device.remote.fault = () => 'none';
    await world.run(1_000);
    expect(second.connection.get().leader).toBe(true);
    expect(second.unsentCount()).toBe(0);
    expect(world.server.rows('band', 'songs')).toMatchObject([{ version: 1 }]);
  });

  it('[T1] a leader that was frozen and replaced writes no server data', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const [old, next] = [await device.open(), await device.open()];
    await world.run(1_000);
    let thaw: () => void = () => {};
    const frozen = new Promise<void>((resolve) => {
      thaw = resolve;
    });
    let asked = 0;
    device.remote.latency = () => (++asked === 2 ? frozen : Promise.resolve());
    await old.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(10);
    device.locks.steal(LOCK);
    await world.run(1_000);
    expect(next.connection.get().leader).toBe(true);
    const { commit, term } = device.disk.meta;
    expect(term).toBe(2);
    thaw();
    await world.run(1_000);
    expect(device.disk.meta.commit).toBe(commit);
    expect(old.connection.get().leader).toBe(false);
    expect(world.server.rows('band', 'songs')).toHaveLength(1);
  });

  it('[T6] two tabs that both push do no harm', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const [first, second] = [await device.open(), await device.open()];
    await world.run(1_000);
    for (let i = 0; i < 20; i++) {
      await (i % 2 ? first : second).repository.insert('band', 'songs', { title: `${i}` }, `s${i}`);
      if (i % 5 === 0) device.locks.steal(LOCK);
      await world.run(3);
    }
    await world.run(5_000);
    expect(world.server.rows('band', 'songs').map((row) => row.version)).toEqual(Array(20).fill(1));
    expect(titles(first)).toHaveLength(20);
    expect(first.unsentCount()).toBe(0);
  });

  it('[T5] all tabs show the same connection and the same in-flight requests', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const [first, second] = [await device.open(), await device.open()];
    await world.run(1_000);
    let release: () => void = () => {};
    device.remote.latency = () => new Promise((resolve) => (release = resolve));
    await second.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(10);
    for (const engine of [first, second]) expect(engine.getSyncStatus(song('s1')).kind).toBe('syncing');
    device.remote.latency = () => Promise.resolve();
    device.remote.fault = () => 'busy';
    release();
    await world.run(40_000);
    const [one, two] = [first.connection.get(), second.connection.get()];
    expect({ ...two, leader: true }).toEqual(one);
    const late = await device.open();
    await world.run(0);
    expect({ ...late.connection.get(), leader: true }).toEqual(first.connection.get());
  });

  it('[D7] destroying the database leaves nothing on the device, in any tab', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const [first] = [await device.open(), await device.open()];
    await world.run();
    await first?.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(1_000);
    await first?.destroy();
    await world.run(1_000);
    expect([
      device.disk.rows.size,
      device.disk.outbox.size,
      device.disk.segments.length,
      device.disk.scopes.size,
    ]).toEqual([0, 0, 0, 0]);
  });
});
