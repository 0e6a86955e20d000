import { formatDay } from './days.ts';
import { isDay } from './fields/clock.ts';

/** A show or a practice, as far as the calendar is concerned. */
export interface Dated {
  readonly id: string;
  readonly date: string | null;
  readonly timeZone: string | null;
  readonly status: string | null;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string | null): Intl.DateTimeFormat {
  const known = formats.get(zone ?? '');
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat;
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  try {
    made = new Intl.DateTimeFormat('en-CA', { ...parts, ...(zone !== null && { timeZone: zone }) });
  } catch {
    // A zone that this device has never heard of: its own clock is the nearest thing.
    made = new Intl.DateTimeFormat('en-CA', parts);
  }
  formats.set(zone ?? '', made);
  return made;
}

/** Which day it is at a moment (ms since 1970) in a zone, as `2026-11-28`; null is the zone of the device. */
export const todayIn = (zone: string | null, now: number): string => formatIn(zone).format(now);

/** What was has been, whatever day it is written under. */
const OVER: ReadonlySet<string | null> = new Set(['played', 'done']);

const isAhead = ({ date, timeZone }: Dated, now: number): boolean =>
  date !== null && isDay(date) && date >= todayIn(timeZone, now);

/** Whether the day has not passed where it takes place, and it is not over; tonight is still to come. */
export const isUpcoming = (row: Dated, now: number): boolean => isAhead(row, now) && !OVER.has(row.status);

function utc(day: string): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return Date.UTC(year, month - 1, date);
}

const DAY_MS = 86_400_000;

/** How many days lie between two days; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / DAY_MS);

/** The day so many days later, or earlier. */
export const addDays = (day: string, days: number): string =>
  new Date(utc(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The same day so many months later, or earlier; the last of the month where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))).toISOString().slice(0, 10);
}

/** `today`, `tomorrow`, `in 5 days`, `in 3 weeks`, `in 2 years`; of days that passed `yesterday`, `5 days ago`. */
export function dayFromToday(day: string, today: string): string {
  const days = daysBetween(today, day);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  const far = Math.abs(days);
  const words =
    far < 21
      ? `${far} days`
      : far < 70
        ? `${Math.round(far / 7)} weeks`
        : far < 700
          ? `${Math.round(far / 30.4)} months`
          : `${Math.round(far / 365.25)} years`;
  return days > 0 ? `in ${words}` : `${words} ago`;
}

/** What a status that was never followed by another one says of a day that has passed. */
const LEFT_OPEN: Readonly<Record<string, string>> = {
  asked: 'left open',
  tentative: 'left open',
  confirmed: 'not marked as played',
  planned: 'not marked as done',
};

/**
 * The day in words that agree with the status: `Sat 28 Nov 2026, in 5 days`. What is over is never announced, what is
 * called off is not counted down to, and what has passed without a word says so.
 */
export function dayInWords(row: Dated, now: number): string {
  const { date, timeZone, status } = row;
  if (date === null) return 'No date yet';
  const today = todayIn(timeZone, now);
  if (status === 'cancelled' || !isDay(date)) return formatDay(date);
  if (date > today && OVER.has(status)) return `${formatDay(date)}, marked as ${status} before the day`;
  const open = date < today && status !== null ? LEFT_OPEN[status] : undefined;
  return [formatDay(date), dayFromToday(date, today), open].filter((part) => part !== undefined).join(', ');
}

/** The first one to come that is not called off, by day and then by its first time. */
export function nextUp<T extends Dated>(
  rows: readonly T[],
  firstTime: (row: T) => string | null,
  now: number,
): T | null {
  const order = (row: T) => `${row.date} ${firstTime(row) ?? '99:99'} ${row.id}`;
  let best: T | null = null;
  for (const row of rows) {
    if (row.status === 'cancelled' || !isUpcoming(row, now)) continue;
    if (best === null || order(row) < order(best)) best = row;
  }
  return best;
}
