import { fold } from './fold.ts';

interface Named {
  readonly title: string;
  readonly artist: string | null;
}

const folded = (text: string) => fold(text).replace(/\s+/g, ' ').trim();

/** Songs by title, so that thousands can be checked on every keystroke. */
export type SongTitles<S extends Named> = ReadonlyMap<string, readonly S[]>;

export function songTitles<S extends Named>(songs: readonly S[]): SongTitles<S> {
  const titles = new Map<string, S[]>();
  for (const song of songs) {
    const title = folded(song.title);
    const known = titles.get(title);
    if (known === undefined) titles.set(title, [song]);
    else known.push(song);
  }
  return titles;
}

export interface SongLike<S> {
  readonly song: S;
  /** Title and artist are the same, or one of the artists is not known; otherwise only the title matches. */
  readonly surely: boolean;
}

/** A song that is probably the same, ignoring case, accents and spaces. A cover by another artist is not sure. */
export function songLike<S extends Named>(titles: SongTitles<S>, { title, artist }: Named): SongLike<S> | null {
  const same = titles.get(folded(title)) ?? [];
  if (folded(title) === '' || same.length === 0) return null;
  const by = folded(artist ?? '');
  const match =
    same.find((song) => folded(song.artist ?? '') === by) ??
    same.find((song) => by === '' || folded(song.artist ?? '') === '');
  if (match !== undefined) return { song: match, surely: true };
  const [first] = same;
  return first === undefined ? null : { song: first, surely: false };
}
