import { formatDuration, parseDuration, setlist, song } from '@rockon/domain';

/** Fields, labels and limits of an entity: forms, import, export and the sync schema are built from them. */
export const songFields = Object.keys(song.fields);
export const setlistMaps = Object.keys(setlist.maps);

/** "4:05" as a person types it, in seconds as it is stored, and back. */
export function roundTrip(text: string): string {
  const seconds = parseDuration(text);
  return seconds === null ? 'Not a duration' : formatDuration(seconds);
}
