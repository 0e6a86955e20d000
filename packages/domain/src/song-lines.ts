import { emptyDraft, parseDraft } from './fields/entity.ts';
import { type SongValues, song } from './song.ts';
import { type SongTitles, songLike, songTitles } from './song-duplicates.ts';

/** One non-empty line of a pasted list. */
export type SongLine = { readonly line: number } & (
  | {
      readonly song: SongValues;
      /** Whether the band or an earlier line of the list already has the song, so that it can be skipped. */
      readonly again: 'in the band' | 'in the list' | null;
    }
  | { readonly song: null; readonly text: string; readonly problem: string }
);

/** A leading `1. `, `2) `, `#3 `, `04 - ` or `• `. A bare number may belong to the title: `99 Luftballons`. */
const NUMBERING = /^(?:#?\d{1,3}\s*[.)]\s+|#\d{1,3}\s+|\d{1,3}\s+[-–—]\s+|\d{1,3}\t+|[-*•]\s+)/;

/**
 * Songs from a pasted list, one per line: `Title`, `Title - Artist`, `Title<TAB>Artist` (as copied from a spreadsheet),
 * with or without a number or bullet in front.
 */
export function parseSongLines(
  text: string,
  existing: SongTitles<{ readonly title: string; readonly artist: string | null }> = new Map(),
): readonly SongLine[] {
  const lines: SongLine[] = [];
  const earlier = new Map<string, SongValues[]>();
  for (const [index, raw] of text.split(/\r?\n|\r/).entries()) {
    const cleaned = raw.trim().replace(NUMBERING, '');
    if (cleaned === '') continue;
    const line = index + 1;
    const [title = '', ...artist] = cleaned.includes('\t') ? cleaned.split(/\t+/) : cleaned.split(/\s+[-–—]\s+/);
    const draft = {
      ...emptyDraft(song),
      title,
      artist: cleaned.includes('\t') ? (artist[0] ?? '') : artist.join(' - '),
    };
    const parsed = parseDraft(song, draft);
    if (!parsed.ok) {
      lines.push({ line, song: null, text: cleaned, problem: Object.values(parsed.errors)[0] ?? 'Not a song' });
      continue;
    }
    const { values } = parsed;
    const again =
      songLike(existing, values)?.surely === true
        ? 'in the band'
        : songLike(earlier, values)?.surely === true
          ? 'in the list'
          : null;
    // A skipped line does not make later lines duplicates.
    if (again === null)
      for (const [key] of songTitles([values])) earlier.set(key, [...(earlier.get(key) ?? []), values]);
    lines.push({ line, song: values, again });
  }
  return lines;
}
