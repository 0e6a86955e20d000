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
import type { Engine } from '../session/engine.ts';
import { removedNamed } from './messages.ts';
import * as messages from './page-messages.tsx';
import { recordKey } from './record-sync-icon.tsx';
import { offerUndo } from './undo.ts';

type SongValues = NonNullable<ReturnType<typeof parseSongLines>[number]['song']>;

export interface TypedSong {
  readonly values: SongValues;
  /** The band's song with the same title, if any. */
  readonly like: SongLike<Song> | null;
}

/** Parses `Title` or `Title - Artist` into a song; null where that is not possible. */
export function typedSong(text: string, titles: SongTitles<Song>): TypedSong | null {
  const [line] = parseSongLines(text);
  return line?.song == null ? null : { values: line.song, like: songLike(titles, line.song) };
}

/** Adds the song, offers Undo and returns its id. */
export async function addSong(engine: Engine, band: string, values: SongValues): Promise<string> {
  const id = await engine.repository.insert(band, 'songs', values);
  const key = recordKey(band, 'songs', id);
  const name = itemName(values) ?? values.title;
  offerUndo(key, messages.ofTable.songs.added, name, () => engine.repository.delete(key), removedNamed(name));
  return id;
}

/**
 * Adds what was typed into a search, unless the band has a matching song at this moment: the list on screen may be a few
 * letters behind.
 */
export async function addUnlessFound(engine: Engine, band: string, text: string): Promise<SongValues | null> {
  const { rows, complete } = engine.query({ scope: band, table: 'songs' }).get();
  if (!complete || rows.some(songMatcher(text))) return null;
  const typed = typedSong(text, songTitles(rows));
  if (typed === null || typed.like?.surely === true) return null;
  await addSong(engine, band, typed.values);
  return typed.values;
}
