/** Whether a text is an existing day such as `2026-11-28`, in a year that the database accepts. */
export function isDay(text: string): boolean {
  const match = /^((?:19|20|21)\d\d)-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return false;
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number];
  // Day 0 of the next month is the last day of this one.
  return month >= 1 && month <= 12 && date >= 1 && date <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether a text is a time of day, as `08:05` or `20:30`. */
export const isClock = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Whether a text can be the name of a time zone. Whether this device knows that zone is checked where it is used. */
export const isZone = (text: string): boolean => text.length <= 64 && /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(text);
