import { addDays, DEMO_BAND_NAME, demoPractice, demoSetlist, demoShows, demoSongs, todayIn } from '@rockon/domain';
import { deviceNow } from '../session/device-clock.ts';
import type { Engine } from '../session/engine.ts';
import { createBand } from './bands-api.ts';

/** Creates a band with demo data. It is an ordinary band: it syncs, and can be changed and deleted. */
export async function createDemoBand(engine: Engine, id: string): Promise<string> {
  const bandId = await createBand(engine, DEMO_BAND_NAME, id);
  await addDemoRecords(engine, bandId);
  return bandId;
}

export async function addDemoSongs(engine: Engine, bandId: string) {
  const songs = demoSongs();
  const ids = await engine.repository.insertAll(bandId, 'songs', songs);
  return ids.map((id, index) => ({ title: '', status: null, ...songs[index], id }));
}

/** Adds songs, a setlist, shows and a practice. */
async function addDemoRecords(engine: Engine, bandId: string): Promise<void> {
  const songs = await addDemoSongs(engine, bandId);
  const { repository } = engine;
  const setlist = await repository.insert(bandId, 'setlists', demoSetlist(songs));
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const today = todayIn(null, deviceNow());
  const shows = demoShows(setlist, timeZone, (days) => addDays(today, days));
  await repository.insertAll(bandId, 'shows', shows);
  await repository.insert(bandId, 'practices', demoPractice(songs, timeZone, addDays(today, 4)));
}
