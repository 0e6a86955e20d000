import { addDays, DEMO_BAND_NAME, demoPractice, demoSetlist, demoShows, demoSongs, todayIn } from '@rockon/domain';
import type { Json } from '@rockon/sync';
import { deviceNow, newUuid } from '../session/device-clock.ts';
import type { Engine } from '../session/engine.ts';

/** A field of a function's answer, whatever spelling the wire gave it. */
function text(answer: Json, field: string): string {
  const value = typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? answer[field as never] : null;
  if (typeof value !== 'string') throw new Error('The server gave an answer that this app does not understand.');
  return value;
}

/** Resolves once the device knows that the user belongs to the band, so that its rows can be written. */
function opened(engine: Engine, bandId: string): Promise<void> {
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

export async function createBand(engine: Engine, name: string, id: string): Promise<string> {
  const bandId = text(await engine.call('create_band', { name, id }), 'id');
  await opened(engine, bandId);
  return bandId;
}

/** A band of one's own with songs in it, to look around. Real data: it syncs, it can be changed and deleted. */
export async function createDemoBand(engine: Engine, id: string): Promise<string> {
  const bandId = await createBand(engine, DEMO_BAND_NAME, id);
  await addDemoBook(engine, bandId);
  return bandId;
}

export async function addDemoSongs(engine: Engine, bandId: string) {
  const songs = demoSongs();
  const ids = await engine.repository.insertAll(bandId, 'songs', songs);
  return ids.map((id, index) => ({ title: '', status: null, ...songs[index], id }));
}

/** Songs, a setlist, shows and a practice: one small book. */
async function addDemoBook(engine: Engine, bandId: string): Promise<void> {
  const songs = await addDemoSongs(engine, bandId);
  const { repository } = engine;
  const setlist = await repository.insert(bandId, 'setlists', demoSetlist(songs));
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const today = todayIn(null, deviceNow());
  const shows = demoShows(setlist, timeZone, (days) => addDays(today, days));
  await repository.insertAll(bandId, 'shows', shows);
  await repository.insert(bandId, 'practices', demoPractice(songs, timeZone, addDays(today, 4)));
}

export async function joinBand(engine: Engine, code: string): Promise<{ id: string; name: string }> {
  const answer = await engine.call('join_band', { code });
  const band = { id: text(answer, 'id'), name: text(answer, 'name') };
  await opened(engine, band.id);
  return band;
}

export async function createInvite(engine: Engine, band: string, role: string): Promise<string> {
  return text(await engine.call('create_invite', { band, role }), 'code');
}
