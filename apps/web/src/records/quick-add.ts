import {
  itemName,
  parseSongLines,
  type Song,
  type SongLike,
  type SongTitles,
  songLike,
  songMatcher,
  songTitles,
} from '@rockon/domain';
import type { Json, Row, SyncEngine } from '@rockon/sync';
import { recordKey } from './record-sync-icon.tsx';
import { offerUndo } from './undo.ts';

type SongValues = NonNullable<ReturnType<typeof parseSongLines>[number]['song']>;

export interface TypedSong {
  readonly values: SongValues;
  /** What the band has of this name. */
  readonly like: SongLike<Song & Row> | null;
}

/** One song from what somebody typed, `Title` or `Title - Artist`; null where it can be none. */
export function typedSong(text: string, titles: SongTitles<Song & Row>): TypedSong | null {
  const [line] = parseSongLines(text);
  return line?.song == null ? null : { values: line.song, like: songLike(titles, line.song) };
}

const asJson = (values: object) => values as Readonly<Record<string, Json>>;

/** Adds the song at once and offers the way back. Answers its id. */
export async function addSong(engine: SyncEngine, band: string, values: SongValues): Promise<string> {
  const id = await engine.repository.insert(band, 'songs', asJson(values));
  const key = recordKey(band, 'songs', id);
  offerUndo(key, 'Song added', itemName(values), () => engine.repository.delete(key));
  return id;
}

/**
 * For Enter in a search: adds what was typed only where the book has nothing like it, as it is at this moment. The list
 * on the screen may be a few letters behind.
 */
export async function addUnlessFound(engine: SyncEngine, band: string, text: string): Promise<SongValues | null> {
  const { rows, complete } = engine.query<Song & Row>({ scope: band, table: 'songs' }).get();
  if (!complete || rows.some(songMatcher(text))) return null;
  const typed = typedSong(text, songTitles(rows));
  if (typed === null || typed.like?.surely === true) return null;
  await addSong(engine, band, typed.values);
  return typed.values;
}
