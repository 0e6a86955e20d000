import { emptyDraft, parseDraft } from './fields/entity.ts';
import { type SongValues, song } from './song.ts';

/**
 * Songs from a pasted list, one per line: `Title`, `Title - Artist`, with or without a number or bullet in front.
 * `problem` names the first line that cannot be a song.
 */
export function parseSongLines(text: string): {
  readonly songs: readonly SongValues[];
  readonly problem: string | null;
} {
  const songs: SongValues[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const cleaned = line.trim().replace(/^(?:\d{1,3}[.)]\s+|[-*•]\s+)/, '');
    if (cleaned === '') continue;
    const [title = '', ...artist] = cleaned.split(/\t|\s+[-–—]\s+/);
    const parsed = parseDraft(song, { ...emptyDraft(song), title, artist: artist.join(' - ') });
    if (!parsed.ok) return { songs, problem: `Line ${index + 1}: ${Object.values(parsed.errors)[0]}` };
    songs.push(parsed.values);
  }
  return { songs, problem: null };
}
