import { demoSongs, orderKeys, type SongValues } from '@rockon/domain';
import type { Json, SyncEngine } from '@rockon/sync';

export const MOCK_SIZES = { small: 20, medium: 300, large: 3_000 } as const;
export type MockSize = keyof typeof MOCK_SIZES;

type Values = Readonly<Record<string, Json>>;

/** Songs of one band in one size, and a setlist of the first of them. The same every time, but for the ids. */
export async function loadMockData(engine: SyncEngine, band: string, size: MockSize): Promise<number> {
  const demo = demoSongs();
  const songs = Array.from({ length: MOCK_SIZES[size] }, (_, index) => {
    const song = demo[index % demo.length] as SongValues;
    const round = Math.floor(index / demo.length) + 1;
    return { ...song, title: round === 1 ? song.title : `${song.title} (take ${round})` } as unknown as Values;
  });
  const ids = await engine.repository.insertAll(band, 'songs', songs);
  const chosen = songs.slice(0, 12);
  const orders = orderKeys(chosen.length);
  const item = ({ title }: Values, index: number) => ({
    ...{ kind: 'song', song: ids[index] ?? null, title: title ?? null, order: orders[index] ?? 'a0' },
  });
  const items = Object.fromEntries(chosen.map((song, index) => [crypto.randomUUID(), item(song, index)]));
  await engine.repository.insert(band, 'setlists', { name: `Mock set, ${size}`, items });
  return ids.length + 1;
}
