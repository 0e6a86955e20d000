import type { Song } from '@rockon/domain';
import type { Engine } from '../session/engine.ts';
import { SESSION_KEY } from '../session/names.ts';
import { faults, setFaults } from './faults.ts';
import { askCloud, storedSession } from './server-queries.ts';

/**
 * Two people change one title at the same time: this device offline, and "another device" straight at the server. What
 * follows is a real conflict, on every device of the band.
 *
 * @returns the title as it was
 */
export async function makeEditConflict(engine: Engine, band: string): Promise<string> {
  const { rows } = engine.query({ scope: band, table: 'songs' }).get();
  const song = rows.find((row) => row.version > 0 && engine.getSyncStatus(keyOf(band, row)).kind === 'synced');
  if (!song) throw new Error('This needs a song that is saved and that nobody has changed just now.');
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

/** A push of a device that does not exist, with the same session. Not through the simulators: it is somebody else. */
async function changeElsewhere(band: string, song: Song, title: string): Promise<void> {
  const mutation = {
    ...{ id: 1, scope: band, table: 'songs', record: song.id, op: 'update', base: song.version },
    ...{ set: { title }, was: { title: song.title } },
  };
  await askCloud('sync_push', { client: crypto.randomUUID(), acked: 0, mutations: [mutation] });
}

/** Makes this device believe that its access token has run out: the next request renews it first. */
export function expireToken(): void {
  const expired = { ...storedSession(), expires_at: Math.floor(Date.now() / 1000) - 60 };
  localStorage.setItem(SESSION_KEY, JSON.stringify(expired));
}
