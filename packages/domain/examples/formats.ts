import { formatDuration, parseDuration, setlist, song } from '@rockon/domain';

/** Fields, labels and limits of an entity: forms, import, export and the sync schema are built from them. */
export const songFields = Object.keys(song.fields);
export const setlistMaps = Object.keys(setlist.maps);

/** Parses "4:05" as typed by a person into seconds, and formats it again. */
export function roundTrip(text: string): string {
  const seconds = parseDuration(text);
  return seconds === null ? 'Not a duration' : formatDuration(seconds);
}
