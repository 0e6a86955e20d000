import { addDays, DEMO_BAND_NAME, demoPractice, demoSetlist, demoShows, demoSongs, todayIn } from '@rockon/domain';
import type { Json, SyncEngine } from '@rockon/sync';
import { deviceNow, newUuid } from '../session/device-clock.ts';

/** A field of a function's answer, whatever spelling the wire gave it. */
function text(answer: Json, field: string): string {
  const value = typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? answer[field as never] : null;
  if (typeof value !== 'string') throw new Error('The server gave an answer that this app does not understand.');
  return value;
}

/** Resolves once the device knows that the user belongs to the band, so that its rows can be written. */
function opened(engine: SyncEngine, bandId: string): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!engine.scopes.get().includes(bandId)) return false;
      resolve();
      return true;
    };
    if (check()) return;
    const end = engine.scopes.subscribe(() => {
      if (check()) end();
    });
  });
}

/** An id for a band to be. Kept while the person tries again, it makes one band of all tries, lost answers included. */
export const newBandId = (): string => newUuid();

export async function createBand(engine: SyncEngine, name: string, id: string): Promise<string> {
  const bandId = text(await engine.call('create_band', { name, id }), 'id');
  await opened(engine, bandId);
  return bandId;
}

/** A band of one's own with songs in it, to look around. Real data: it syncs, it can be changed and deleted. */
export async function createDemoBand(engine: SyncEngine, id: string): Promise<string> {
  const bandId = await createBand(engine, DEMO_BAND_NAME, id);
  await addDemoBook(engine, bandId);
  return bandId;
}

async function addAll(engine: SyncEngine, bandId: string, table: string, rows: readonly object[]) {
  const ids = await engine.repository.insertAll(bandId, table, rows as readonly Readonly<Record<string, Json>>[]);
  return ids.map((id) => ({ id }));
}

export async function addDemoSongs(engine: SyncEngine, bandId: string) {
  const songs = demoSongs();
  const ids = await addAll(engine, bandId, 'songs', songs);
  return ids.map(({ id }, index) => ({ title: '', status: null, ...songs[index], id }));
}

/** Songs, a setlist, shows and a practice: one small book. */
async function addDemoBook(engine: SyncEngine, bandId: string): Promise<void> {
  const songs = await addDemoSongs(engine, bandId);
  const [setlist] = await addAll(engine, bandId, 'setlists', [demoSetlist(songs)]);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const today = todayIn(null, deviceNow());
  const shows = demoShows(setlist?.id ?? null, timeZone, (days) => addDays(today, days));
  await addAll(engine, bandId, 'shows', shows);
  await addAll(engine, bandId, 'practices', [demoPractice(songs, timeZone, addDays(today, 4))]);
}

export async function joinBand(engine: SyncEngine, code: string): Promise<{ id: string; name: string }> {
  const answer = await engine.call('join_band', { code });
  const band = { id: text(answer, 'id'), name: text(answer, 'name') };
  await opened(engine, band.id);
  return band;
}

export async function createInvite(engine: SyncEngine, band: string, role: string): Promise<string> {
  return text(await engine.call('create_invite', { band, role }), 'code');
}
