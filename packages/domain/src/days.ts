import { isDay } from './fields/clock.ts';

const DAY = new Intl.DateTimeFormat('en-US', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const MONTH = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' });

function utc(day: string): Date {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, date));
}

/** `2026-12-04` -> `Fri, Dec 4, 2026`. Read as UTC: a calendar day has no time zone, so every device shows the same. */
export const formatDay = (day: string): string => (isDay(day) ? DAY.format(utc(day)) : day);

/** `2026-12-04` -> `{ month: 'Dec', date: '4' }`, for a calendar tile; null when the text is not a day. */
export const calendarTile = (day: string): { readonly month: string; readonly date: string } | null =>
  isDay(day) ? { month: MONTH.format(utc(day)), date: String(utc(day).getUTCDate()) } : null;
