import { isDay } from './fields/clock.ts';

const LONG = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `2026-11-28` -> `Sat 28 Nov 2026`: the same words wherever they are read, for a day is no point in time. */
export function formatDay(day: string): string {
  if (!isDay(day)) return day;
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return LONG.format(new Date(Date.UTC(year, month - 1, date))).replace(',', '');
}
