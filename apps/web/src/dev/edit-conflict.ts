import type { Song } from '@rockon/domain';
import type { Engine } from '../session/engine.ts';
import { SESSION_KEY } from '../session/names.ts';
import { faults, setFaults } from './faults.ts';
import { callServer, storedSession } from './server-queries.ts';

/**
 * Changes one title twice at the same time: on this device while offline, and on the server as "another device". The
 * result is a real conflict on every device of the band.
 *
 * @returns the title before both changes
 */
export async function makeEditConflict(engine: Engine, band: string): Promise<string> {
  const { rows } = engine.query({ scope: band, table: 'songs' }).get();
  const song = rows.find((row) => row.version > 0 && engine.getSyncStatus(keyOf(band, row)).kind === 'synced');
  if (!song) throw new Error('Add a song and wait until it is synced first.');
  const title = song.title;
  await engine.sync();
  const before = faults.get().offline;
  setFaults({ offline: true });
  try {
    await engine.repository.update(keyOf(band, song), { title: `${title} (this device)` }, song);
    await changeElsewhere(band, song, `${title} (another device)`);
  } finally {
    setFaults({ offline: before });
  }
  await engine.sync();
  return title;
}

const keyOf = (scope: string, { id }: Song) => ({ scope, table: 'songs', id }) as const;

/** Pushes as a device that does not exist, with this session. Bypasses the simulators, which affect this device only. */
async function changeElsewhere(band: string, song: Song, title: string): Promise<void> {
  const mutation = {
    ...{ id: 1, scope: band, table: 'songs', record: song.id, op: 'update', base: song.version },
    ...{ set: { title }, was: { title: song.title } },
  };
  await callServer('sync_push', { client: crypto.randomUUID(), acked: 0, mutations: [mutation] });
}

/** Marks the stored access token as expired, so that the next request refreshes it first. */
export function expireToken(): void {
  const expired = { ...storedSession(), expires_at: Math.floor(Date.now() / 1000) - 60 };
  localStorage.setItem(SESSION_KEY, JSON.stringify(expired));
}
