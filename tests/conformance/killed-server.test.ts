import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RealDevice } from '../support/real-device.ts';
import { KillableServer, type Victim } from './support/killable.ts';

/**
 * Kills the server at fixed points of a push, a pull and a snapshot: before the request arrives, during the database call,
 * and before the response arrives. Real processes, killed with SIGKILL, and the real engine.
 */

const CALLS = ['sync_push', 'sync_pull', 'sync_snapshot'] as const;
type Call = (typeof CALLS)[number];
const POINTS = [
  'before it arrives',
  'while the database is at it',
  'when it is done and before it is answered',
] as const;
type Point = (typeof POINTS)[number];

/** A lock that each call needs; holding it stops the call halfway. */
const HELD: Readonly<Record<Call, string>> = {
  sync_push: 'lock table sync.scopes in exclusive mode',
  sync_pull: 'lock table sync.changes in access exclusive mode',
  sync_snapshot: 'lock table public.songs in access exclusive mode',
};

let server: KillableServer;
let band: string;
let mia: RealDevice;
let sam: RealDevice;
/** Titles of all writes that resolved. */
const written: string[] = [];
const opened: RealDevice[] = [];
/** Intercepts every request of a device; null sends it unchanged. */
let onRequest: ((call: string, go: () => Promise<Response>) => Promise<Response>) | null = null;

const faulty: typeof fetch = (input, init) => {
  const call = new URL(input instanceof Request ? input.url : String(input)).pathname.split('/').at(-1) ?? '';
  const go = () => fetch(input, init);
  // Only the snapshot pages of songs are intercepted; other tables come first.
  const other = call === 'sync_snapshot' && !String(init?.body).includes('"songs"');
  return onRequest && !other ? onRequest(call, go) : go();
};

beforeAll(async () => {
  server = await KillableServer.start();
  mia = await (await new RealDevice({ url: server.url, fetch: faulty }).signUp('Mia')).open();
  sam = await (await new RealDevice({ url: server.url, fetch: faulty }).signUp('Sam')).open();
  band = await mia.createBand('The Killed');
  await sam.join(await mia.invite(band));
});
afterEach(async () => {
  onRequest = null;
  for (const device of opened.splice(0)) await device.close();
});
afterAll(async () => {
  await Promise.all([mia.close(), sam.close()]);
  await server.stop();
});

/** Kills the server at this point of the next such call. Resolves when it is dead. */
function killAt(call: Call, point: Point, victim: Victim): Promise<void> {
  return new Promise((dead, failed) => {
    onRequest = async (asked, go) => {
      if (asked !== call) return go();
      onRequest = null;
      try {
        if (point === 'before it arrives') await server.kill(victim);
        else if (point === 'while the database is at it') await killWhileHeld(call, victim, go);
        else {
          const answer = await go();
          if (!answer.ok) throw new Error(`the call to be lost failed by itself: ${answer.status}`);
          await answer.arrayBuffer();
          await server.kill(victim);
        }
        dead();
      } catch (error) {
        failed(error);
      }
      throw new TypeError('fetch failed');
    };
  });
}

async function killWhileHeld(call: Call, victim: Victim, go: () => Promise<Response>): Promise<void> {
  const holder = await server.connect();
  await holder.query(`begin; ${HELD[call]}`);
  const outcome = go().then(
    (response) => (response.ok ? 'answered' : 'failed'),
    () => 'failed',
  );
  const watcher = await server.connect();
  for (let waiting = 0; waiting === 0; ) {
    const { rows } = await watcher.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%' || $1 || '%'`,
      [call],
    );
    waiting = rows.length;
  }
  await server.kill(victim);
  expect(await outcome).toBe('failed');
  // The database may or may not finish the call; both must be harmless.
  await Promise.all([holder, watcher].map((client) => client.end().catch(() => undefined)));
}

async function write(device: RealDevice, count: number): Promise<void> {
  const titles = Array.from({ length: count }, (_, index) => `Song ${written.length + index}`);
  await device.engine.repository.insertAll(
    band,
    'songs',
    titles.map((title) => ({ title })),
  );
  written.push(...titles);
}

/** Causes the call: changes to push, changes of others to pull, or a new device. */
async function provoke(call: Call): Promise<readonly RealDevice[]> {
  if (call === 'sync_push') {
    await write(mia, 40);
    return [mia, sam];
  }
  if (call === 'sync_pull') {
    await write(mia, 5);
    sam.connectivity.set('online');
    return [mia, sam];
  }
  const tablet = await new RealDevice({ url: server.url, fetch: faulty }).signIn(sam.person);
  opened.push(await tablet.open());
  return [mia, sam, tablet];
}

const titlesOf = (device: RealDevice) =>
  device
    .rows(band, 'songs')
    .map((row) => String(row.title))
    .sort();

describe.each(['stack', 'postgres'] as const)('%s is killed', (victim) => {
  test.each(CALLS.flatMap((call) => POINTS.map((point) => [call, point] as const)))(
    '[P4][P5][L1][N1][F5] during %s, %s: nothing is lost or duplicated, all devices agree',
    async (call, point) => {
      await write(mia, 3);
      await Promise.all([mia.settled(), sam.settled()]);
      const dead = killAt(call, point, victim);
      const devices = await provoke(call);
      await dead;
      // People keep writing while the server is dead.
      await write(sam, 2);
      await server.revive(victim);
      for (const device of devices) device.connectivity.set('online');

      const all = [...written].sort();
      for (const device of devices) {
        await device.settled();
        const songs = device.engine.query({ scope: band, table: 'songs' });
        const arrived = () => songs.get().complete && songs.get().rows.length >= all.length;
        await device.until('all songs to arrive', arrived, [songs]);
        expect(titlesOf(device)).toEqual(all);
        expect(device.disk.outbox.size).toBe(0);
      }
      const rows = await server.query<{ title: string; version: number }>(
        'select title, version from public.songs where band_id = $1 order by title collate "C"',
        [band],
      );
      expect(rows.map(({ title }) => title)).toEqual(all);
      const [log] = await server.query(
        `select count(*)::integer as changes, count(distinct record_id)::integer as records
           from sync.changes where scope_id = $1 and table_name = 'songs'`,
        [band],
      );
      expect(log).toEqual({ changes: all.length, records: all.length });
    },
  );
});
