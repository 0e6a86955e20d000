/** The longest duration a song may have: ten hours. */
export const MAX_DURATION_SECONDS = 36_000;

/**
 * Parses a duration as people type it: `4:18`, `1:02:03`, `4` (minutes), `258` (seconds: nobody means 60 minutes or more
 * by a bare number). Null for anything else.
 * @param minutesBelow bare numbers from here on are seconds; for a whole set `90` is an hour and a half
 */
export function parseDuration(text: string, minutesBelow = 60): number | null {
  const trimmed = text.trim();
  if (/^\d{1,5}$/.test(trimmed)) {
    const bare = Number(trimmed);
    return bare < minutesBelow ? bare * 60 : bare;
  }
  const match = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$/.exec(trimmed);
  if (match === null) return null;
  const [, hours, minutes, seconds] = match;
  if (Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59)) return null;
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** `258` -> `4:18`, `3723` -> `1:02:03`. */
export function formatDuration(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** A duration for totals: `3 h 12 min`, `47 min`. */
export function formatTotal(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
