import { describe, expect, it } from 'vitest';
import { song, TestHarness, titles } from '../testing/test-harness.ts';

describe('the states that a person sees', () => {
  it('[S1][S2] a song passes through its states, and none is shown too early', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    device.connectivity.set('offline');
    const status = engine.status(song('s1'));
    const states: string[] = [status.get().kind];
    status.subscribe(() => states.push(status.get().kind));
    const write = engine.repository.insert('band', 'songs', { title: 'a' }, 's1');
    expect(status.get().kind).toBe('unknown');
    await write;
    expect(status.get().kind).toBe('pending');
    device.connectivity.set('online');
    await world.run(1_000);
    expect(status.get().kind).toBe('synced');
    expect(states.filter((state, index) => state !== states[index - 1])).toEqual([
      'unknown',
      'pending',
      'syncing',
      'synced',
    ]);
  });

  it('[C1] no "offline" remains when a response is lost but the change comes back by the socket', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    device.remote.fault = () => 'response-lost';
    await engine.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(0);
    expect(engine.connection.get()).toMatchObject({ kind: 'offline', pending: 0 });
    device.remote.fault = (call) => (call === 'push' ? 'response-lost' : 'none');
    await world.run(1_000);
    expect(engine.connection.get()).toMatchObject({ kind: 'connected', reason: null, pending: 0 });
    expect(device.remote.calls.filter(({ name }) => name === 'push')).toHaveLength(1);
  });

  it("[S3] a change by another device is unread until it is read; one's own is not unread", async () => {
    const world = new TestHarness();
    const [laptop, phone] = [world.device('mia'), world.device('mia')];
    const [a, b] = [await laptop.open(), await phone.open()];
    await world.run(1_000);
    await a.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(1_000);
    expect(a.getSyncStatus(song('s1')).kind).toBe('synced');
    expect(b.getSyncStatus(song('s1'))).toMatchObject({ kind: 'unread', by: 'mia' });
    expect([...a.unread('band', 'songs').get()]).toEqual([]);
    expect([...b.unread('band', 'songs').get()]).toEqual(['s1']);
    const told: string[] = [];
    const status = b.status(song('s1'));
    status.subscribe(() => told.push(status.get().kind));
    await b.repository.insert('mia', 'marks', { seen: 1 }, 's1');
    await world.run(1_000);
    expect(told).toContain('synced');
    expect([...b.unread('band', 'songs').get()]).toEqual([]);
    expect(phone.disk.scopes.get('band')?.since).toBeTruthy();
  });

  it('[S1] an open conflict is shown on every device until somebody resolves it', async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [a, b] = [await mia.open(), await sam.open()];
    await world.run();
    await a.repository.insert('band', 'songs', { title: 'Valerie', key: 'Bb' }, 's1');
    await world.run(1_000);
    sam.connectivity.set('offline');
    await b.repository.update(song('s1'), { key: 'G' });
    await a.repository.update(song('s1'), { key: 'A' });
    await world.run(1_000);
    sam.connectivity.set('online');
    await world.run(2_000);
    for (const engine of [a, b]) expect(engine.getSyncStatus(song('s1'))).toEqual({ kind: 'conflict', count: 1 });
    const [conflict] = b.query({ scope: 'band', table: 'conflicts' }).get().rows;
    expect(conflict).toMatchObject({ base: 'Bb', mine: 'G', theirs: 'A', open: true });
    await b.repository.update({ scope: 'band', table: 'conflicts', id: conflict?.id ?? '' }, { open: false });
    await world.run(1_000);
    for (const engine of [a, b]) expect(engine.getSyncStatus(song('s1')).kind).not.toBe('conflict');
    expect(a.connection.get().conflicts).toBe(0);
  });

  it('[C1][C2] the connection reflects the last call, with counts and the time of the last success', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    expect(engine.connection.get()).toMatchObject({ kind: 'connecting', lastSyncAt: null });
    await world.run(1_000);
    expect(engine.connection.get().kind).toBe('connected');
    const synced = engine.connection.get().lastSyncAt ?? 0;
    expect(synced).toBeGreaterThan(0);
    device.remote.fault = () => 'request-lost';
    await engine.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await engine.repository.insert('mia', 'marks', { seen: 1 }, 's9');
    await world.run(1_000);
    expect(engine.connection.get()).toMatchObject({
      kind: 'offline',
      pending: 1,
      reason: expect.stringMatching(/server/),
    });
    device.remote.fault = () => 'none';
    device.sockets[0]?.set(false);
    await world.run(60_000);
    expect(engine.connection.get()).toMatchObject({ kind: 'polling', pending: 0 });
    expect(engine.connection.get().lastSyncAt).toBeGreaterThan(synced);
  });
});

describe('a server that goes away', () => {
  it('[C1][L5] is noticed with the closed socket, not half a minute later', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    device.remote.fault = () => 'request-lost';
    device.sockets[0]?.set(false);
    await world.run(1_000);
    expect(engine.connection.get().kind).toBe('offline');
    device.remote.fault = () => 'none';
    device.sockets[0]?.set(true);
    await world.run(40_000);
    expect(engine.connection.get().kind).toBe('connected');
  });
});

describe('the time of the last success', () => {
  it('[C2] survives a reload, including idle minutes before the page was hidden', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const before = await device.open();
    await world.run(90_000);
    device.connectivity.set('hidden');
    await world.run(10);
    const last = before.connection.get().lastSyncAt;
    await before.stop();
    device.connectivity.set('offline');
    const after = await device.open();
    expect(after.connection.get()).toMatchObject({ kind: 'offline', lastSyncAt: last });
    expect(last).toBeGreaterThan(world.clock.now() - 40_000);
  });
});

describe('failures', () => {
  it('[F2] a server that does not answer is called less and less often', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    device.remote.fault = () => 'busy';
    await device.open();
    await world.run(10_000);
    const early = device.remote.calls.length;
    await world.run(600_000);
    const late = device.remote.calls.length - early;
    expect(early).toBeGreaterThanOrEqual(4);
    expect(late).toBeLessThan(50);
  });

  it('[F3] without a session nothing is sent and everything is kept; it resumes with a new session', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    device.remote.fault = () => 'no-session';
    await engine.repository.insert('band', 'songs', { title: 'kept' }, 's1');
    await world.run(1_000);
    expect(engine.connection.get()).toMatchObject({ signInNeeded: true, pending: 1 });
    const asked = device.remote.calls.length;
    await world.run(120_000);
    expect(device.remote.calls).toHaveLength(asked);
    expect(titles(engine)).toEqual(['kept']);
    device.remote.fault = () => 'none';
    engine.sessionChanged('signed-in');
    await world.run(1_000);
    expect(engine.connection.get()).toMatchObject({ signInNeeded: false, pending: 0, kind: 'connected' });
  });

  it('[F6] a server that refuses renewed sessions is called ever less often, and sign-in is requested', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const [engine, follower] = [await device.open(), await device.open()];
    await world.run(1_000);
    // As the adapter does it: a refused token is renewed during the request, and every tab is notified.
    device.remote.fault = () => {
      engine.sessionChanged('renewed');
      follower.sessionChanged('renewed');
      return 'no-session';
    };
    await engine.repository.insert('band', 'songs', { title: 'kept' }, 's1');
    const said: boolean[] = [];
    engine.connection.subscribe(() => said.push(engine.connection.get().signInNeeded));
    const before = device.remote.calls.length;
    await world.run(60_000);
    expect(device.remote.calls.length - before).toBeLessThan(20);
    const early = device.remote.calls.length;
    await world.run(600_000);
    expect(device.remote.calls.length - early).toBeLessThan(60);
    for (const tab of [engine, follower])
      expect(tab.connection.get()).toMatchObject({ signInNeeded: true, pending: 1, failed: 0 });
    expect(
      said.slice(said.indexOf(true)),
      'once requested, sign-in stays requested until a call succeeds',
    ).not.toContain(false);

    device.remote.fault = () => 'none';
    follower.sessionChanged('signed-in');
    await world.run(100);
    expect(engine.connection.get()).toMatchObject({ signInNeeded: false, pending: 0, kind: 'connected' });
    expect(world.server.rows('band', 'songs')).toHaveLength(1);
  });

  it('[F6] a server that accepts sessions again is found without the person', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    device.remote.fault = () => {
      engine.sessionChanged('renewed');
      return 'no-session';
    };
    await engine.repository.insert('band', 'songs', { title: 'kept' }, 's1');
    await world.run(60_000);
    expect(engine.connection.get().signInNeeded).toBe(true);
    device.remote.fault = () => 'none';
    // The hourly renewal, or a tab that became visible.
    engine.sessionChanged('renewed');
    await world.run(31_000);
    expect(engine.connection.get()).toMatchObject({ signInNeeded: false, pending: 0 });
  });

  it('[F4] another protocol version is reported, and the outbox is kept', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    const { push, pull } = device.remote;
    const newer = <T extends { protocol: number }>(request: T) => ({ ...request, protocol: 99 });
    device.remote.push = (request, signal) => push(newer(request), signal);
    device.remote.pull = (request, signal) => pull(newer(request), signal);
    await engine.repository.insert('band', 'songs', { title: 'kept' }, 's1');
    await world.run(5_000);
    expect(engine.connection.get()).toMatchObject({ upgradeNeeded: true, pending: 1 });
    const asked = device.remote.calls.length;
    await world.run(120_000);
    expect(device.remote.calls).toHaveLength(asked);
  });

  it('[F5] one success after a time offline ends the pauses of all calls', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    device.remote.fault = () => 'request-lost';
    await engine.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(200_000);
    expect(engine.unsentCount()).toBe(1);
    device.remote.fault = () => 'none';
    await Promise.all([engine.sync(), world.run(10)]);
    await world.run(10);
    expect(engine.unsentCount()).toBe(0);
  });
});
