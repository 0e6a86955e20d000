import { describe, expect, it } from 'vitest';
import { SyncError } from '../protocol/errors.ts';
import type { PushRequest } from '../protocol/push.ts';
import type { TestDevice } from '../testing/test-harness.ts';
import { song, songs, TestHarness, titles } from '../testing/test-harness.ts';

const pushes = (device: TestDevice): PushRequest[] =>
  device.remote.calls.filter((call) => call.name === 'push').map((call) => call.request as PushRequest);

describe('pushing', () => {
  it('[P1] drains a long outbox, oldest first, in calls of at most 500', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    device.connectivity.set('offline');
    for (let i = 0; i < 700; i++) await engine.repository.insert('band', 'songs', { title: `${i}` }, `s${i}`);
    expect(engine.connection.get()).toMatchObject({ kind: 'offline', pending: 700 });
    device.connectivity.set('online');
    await world.run(1_000);
    expect(pushes(device).map((request) => request.mutations.length)).toEqual([500, 200]);
    expect(
      world.server
        .log('band')
        .filter((change) => change.table === 'songs')
        .map((change) => change.row?.title),
    ).toEqual(Array.from({ length: 700 }, (_, i) => `${i}`));
    expect(engine.unsentCount()).toBe(0);
  });

  it('[P2] sends the first edit at once, and further ones of the record together after their window', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    await engine.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(0);
    expect(pushes(device)).toHaveLength(1);
    for (const title of ['ab', 'abc', 'abcd']) await engine.repository.update(song('s1'), { title });
    await world.run(300);
    expect(pushes(device)).toHaveLength(1);
    await world.run(300);
    expect(pushes(device)).toHaveLength(2);
    expect(pushes(device)[1]?.mutations).toMatchObject([{ set: { title: 'abcd' }, was: { title: 'a' } }]);
  });

  it('[P2] sends held edits with other mutations and when the page is hidden', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run();
    await engine.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(0);
    await engine.repository.update(song('s1'), { title: 'ab' });
    await engine.repository.insert('band', 'songs', { title: 'other' }, 's2');
    await world.run(0);
    expect(
      pushes(device)
        .at(-1)
        ?.mutations.map((each) => each.record),
    ).toEqual(['s1', 's2']);
    await engine.repository.update(song('s1'), { title: 'abc' });
    await world.run(0);
    const before = pushes(device).length;
    device.connectivity.set('hidden');
    await world.run(0);
    expect(pushes(device)).toHaveLength(before + 1);
  });

  it('[P3] the mark is durable before the request leaves', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const marks: [number, number][] = [];
    const engine = await device.open();
    device.remote.fault = (call) => {
      const last = pushes(device).at(-1)?.mutations.at(-1)?.id ?? 0;
      if (call === 'push') marks.push([device.disk.meta.sentUpTo, last]);
      return 'none';
    };
    for (let i = 0; i < 5; i++) {
      await world.run();
      await engine.repository.insert('band', 'songs', { title: `${i}` }, `s${i}`);
      await world.run(i * 100);
    }
    expect(marks.length).toBeGreaterThan(2);
    for (const [mark, last] of marks) expect(mark).toBeGreaterThanOrEqual(last);
  });

  it('[P4] repeats an unanswered request with the same content, and it is applied once', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    const faults = ['response-lost', 'request-lost', 'busy', 'response-lost', 'none'] as const;
    let tries = 0;
    device.remote.fault = (call) => (call === 'push' ? (faults[tries++] ?? 'none') : 'none');
    device.sockets[0]?.set(false);
    await engine.repository.insert('band', 'songs', { title: 'once' }, 's1');
    await world.run(60_000);
    const sent = pushes(device).map((request) => JSON.stringify(request.mutations));
    expect(new Set(sent).size).toBe(1);
    expect(world.server.rows('band', 'songs')).toMatchObject([{ title: 'once', version: 1 }]);
    expect(engine.getSyncStatus(song('s1')).kind).toBe('synced');
  });

  it('[O3] an edit after a lost response is a separate mutation', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open({ realtime: false });
    await world.run(1_000);
    device.remote.fault = () => 'response-lost';
    await engine.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(10);
    await engine.repository.update(song('s1'), { title: 'b' });
    expect(engine.pending.get().map((entry) => entry.mutation)).toEqual([1, 2]);
    device.remote.fault = () => 'none';
    await world.run(60_000);
    expect(world.server.rows('band', 'songs')).toMatchObject([{ title: 'b', version: 2 }]);
  });

  it('[P5] an echo that overtakes its response settles the mutation without flicker', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run();
    await engine.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(1_000);
    const seen: unknown[] = [];
    engine.query({ scope: 'band', table: 'songs' }).subscribe(() => seen.push(songs(engine)[0]?.title));
    device.remote.fault = (call) => (call === 'push' ? 'response-lost' : 'none');
    await engine.repository.update(song('s1'), { title: 'b' });
    await world.run(20);
    expect(engine.unsentCount()).toBe(0);
    expect(engine.getSyncStatus(song('s1')).kind).toBe('synced');
    await world.run(5_000);
    expect(new Set(seen)).toEqual(new Set(['b']));
  });

  it('[P6] a rejected mutation stays with the reason and blocks nothing', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    await engine.repository.insert('band', 'songs', { title: '' }, 'bad');
    await engine.repository.insert('band', 'songs', { title: 'good' }, 'good');
    await world.run(5_000);
    expect(engine.getSyncStatus(song('bad'))).toMatchObject({
      kind: 'error',
      error: { message: 'A title is needed.' },
    });
    expect(engine.getSyncStatus(song('good')).kind).toBe('synced');
    expect(titles(engine)).toEqual(['', 'good']);
    expect(engine.connection.get()).toMatchObject({ pending: 0, failed: 1 });
    expect(
      pushes(device)
        .flatMap((request) => request.mutations)
        .filter((each) => each.record === 'bad'),
    ).toHaveLength(1);
  });

  it('[P6] a mutation for which the server rejects the whole call is isolated and blocks nothing', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    const push = device.remote.push;
    device.remote.push = (request, signal) =>
      request.mutations.some((mutation) => mutation.set.title === 'poison')
        ? Promise.reject(new SyncError('rejected', 'The server cannot read this.', { code: 'invalid_request' }))
        : push(request, signal);
    device.connectivity.set('offline');
    for (const title of ['one', 'poison', 'two', 'three'])
      await engine.repository.insert('band', 'songs', { title }, title);
    device.connectivity.set('online');
    await world.run(2_000);
    expect(world.server.rows('band', 'songs').map((row) => row.title)).toEqual(['one', 'two', 'three']);
    expect(engine.getSyncStatus(song('poison'))).toMatchObject({
      kind: 'error',
      error: { code: 'invalid_request', message: 'The server cannot read this.' },
    });
    expect(engine.connection.get()).toMatchObject({ kind: 'connected', pending: 0, failed: 1 });
  });

  it("[P7] retrying sends a new mutation, editing resubmits, discarding restores the server's row", async () => {
    const world = new TestHarness();
    const engine = await world.device('mia').open();
    await world.run(1_000);
    await engine.repository.insert('band', 'songs', { title: '' }, 's1');
    await world.run(1_000);
    const [failed] = engine.failed.get();
    await engine.repository.retry(failed?.mutation ?? 0);
    await world.run(1_000);
    const [again] = engine.failed.get();
    expect(again?.mutation).toBeGreaterThan(failed?.mutation ?? 0);
    await engine.repository.discard(again?.mutation ?? 0);
    expect(titles(engine)).toEqual([]);
    expect(engine.unsentCount()).toBe(0);

    await engine.repository.insert('band', 'songs', { title: 'fine' }, 's2');
    await world.run(1_000);
    await engine.repository.update(song('s2'), { title: '' });
    await world.run(1_000);
    expect(titles(engine)).toEqual(['']);
    await engine.repository.discard(engine.failed.get()[0]?.mutation ?? 0);
    expect(titles(engine)).toEqual(['fine']);
  });

  it('[P6] editing a rejected song resubmits it, and the rejection is gone', async () => {
    const world = new TestHarness();
    const engine = await world.device('mia').open();
    await world.run(1_000);
    await engine.repository.insert('band', 'songs', { title: '', key: 'G' }, 's1');
    await world.run(1_000);
    expect(engine.getSyncStatus(song('s1')).kind).toBe('error');
    await engine.repository.update(song('s1'), { title: 'Fixed' });
    await world.run(1_000);
    expect(engine.getSyncStatus(song('s1')).kind).toBe('synced');
    expect(engine.failed.get()).toEqual([]);
    expect(world.server.rows('band', 'songs')).toMatchObject([{ title: 'Fixed', key: 'G', version: 1 }]);
  });

  it('[S2] a conflicting edit is not called synced before its conflict arrives', async () => {
    const world = new TestHarness();
    const [mia, sam] = [world.device('mia'), world.device('sam')];
    const [a, b] = [await mia.open(), await sam.open()];
    await world.run(1_000);
    await a.repository.insert('band', 'songs', { title: 'Valerie', key: 'Bb' }, 's1');
    await world.run(1_000);
    sam.connectivity.set('offline');
    for (const socket of sam.sockets) socket.set(false);
    await b.repository.update(song('s1'), { key: 'G' });
    await a.repository.update(song('s1'), { key: 'A' });
    await world.run(1_000);
    const said: string[] = [];
    b.status(song('s1')).subscribe(() => said.push(b.getSyncStatus(song('s1')).kind));
    sam.connectivity.set('online');
    await world.run(1_000);
    expect(said.filter((kind, index) => kind !== said[index - 1])).toEqual(
      ['pending', 'syncing', 'conflict'].slice(said[0] === 'pending' ? 0 : 1),
    );
  });

  it('[P8] acknowledges what has been answered, and never more', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    device.remote.fault = (call) =>
      call === 'push' && Math.floor(world.clock.now() / 700) % 2 ? 'response-lost' : 'none';
    for (let i = 0; i < 12; i++) {
      await engine.repository.insert('band', 'songs', { title: `${i}` }, `s${i}`);
      await world.run(400);
    }
    await world.run(20_000);
    for (const request of pushes(device))
      expect(request.acked).toBeLessThan(request.mutations[0]?.id ?? Number.POSITIVE_INFINITY);
    await engine.repository.insert('band', 'songs', { title: 'last' }, 'last');
    await world.run(1_000);
    expect(pushes(device).at(-1)?.acked).toBe(12);
    expect(world.server.rows('band', 'songs')).toHaveLength(13);
  });

  it('[P9] a copied profile loses nothing: the copy continues under its own client id', async () => {
    const world = new TestHarness();
    const original = world.device('mia');
    const copy = world.device('mia');
    const first = await original.open();
    await world.run(1_000);
    await first.stop();
    Object.assign(copy.disk, structuredClone({ ...original.disk, tail: null }), { tail: Promise.resolve() });
    const [one, two] = [await original.open(), await copy.open()];
    await world.run(1_000);
    await one.repository.insert('band', 'songs', { title: 'from the original' }, 's1');
    await world.run(1_000);
    await two.repository.insert('band', 'songs', { title: 'from the copy' }, 's2');
    await world.run(5_000);
    expect(copy.disk.meta.clientId).not.toBe(original.disk.meta.clientId);
    expect(titles(one)).toEqual(['from the copy', 'from the original']);
    expect(titles(two)).toEqual(['from the copy', 'from the original']);
    expect(two.unsentCount()).toBe(0);
  });

  it('[P10] a response that leaves out a mutation stops syncing and keeps the outbox', async () => {
    const world = new TestHarness();
    const device = world.device('mia');
    const engine = await device.open();
    await world.run(1_000);
    const push = device.remote.push;
    device.remote.push = async (request, signal) => ({ ...(await push(request, signal)), results: [] });
    device.sockets[0]?.set(false);
    await engine.repository.insert('band', 'songs', { title: 'a' }, 's1');
    await world.run(1_000);
    expect(engine.connection.get()).toMatchObject({ kind: 'offline', defect: expect.stringContaining('1') });
    expect(engine.unsentCount()).toBe(1);
    device.remote.push = push;
    await Promise.all([engine.sync(), world.run(1_000)]);
    expect(engine.unsentCount()).toBe(0);
  });
});
