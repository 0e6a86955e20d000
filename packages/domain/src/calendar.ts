import { formatDay } from './days.ts';
import { isDay } from './fields/clock.ts';

/** The fields that a show and a practice share for date arithmetic. */
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
  const parts = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    calendar: 'gregory',
    numberingSystem: 'latn',
  } as const;
  try {
    made = new Intl.DateTimeFormat('en', { ...parts, ...(zone !== null && { timeZone: zone }) });
  } catch {
    // This device does not know the zone: fall back to its own clock.
    made = new Intl.DateTimeFormat('en', parts);
  }
  formats.set(zone ?? '', made);
  return made;
}

/**
 * The day at a moment (ms since 1970) in a zone, as `2026-11-28`; null is the zone of the device.
 *
 * Put together from its parts. The order in which a locale writes a date differs between versions of its data: with
 * ICU 72 (WebKitGTK, Chrome 110) `en-CA` gave `11/28/2026`, and every comparison of days was wrong.
 */
export function todayIn(zone: string | null, now: number): string {
  const parts = new Map(
    formatIn(zone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}

/** Statuses of a past event, whatever its date. */
const OVER: ReadonlySet<string | null> = new Set(['played', 'done']);

const isAhead = ({ date, timeZone }: Dated, now: number): boolean =>
  date !== null && isDay(date) && date >= todayIn(timeZone, now);

/** Whether it is neither over nor on a past day, in its own time zone. Today counts as upcoming. */
export const isUpcoming = (row: Dated, now: number): boolean => isAhead(row, now) && !OVER.has(row.status);

function utc(day: string): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return Date.UTC(year, month - 1, date);
}

const DAY_MS = 86_400_000;

/** The number of days from one day to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / DAY_MS);

/** The day that is `days` later, or earlier. */
export const addDays = (day: string, days: number): string =>
  new Date(utc(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The same day of the month `months` later, or earlier; the month's last day if it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))).toISOString().slice(0, 10);
}

/** `today`, `tomorrow`, `in 5 days`, `in 3 weeks`, `in 2 years`; for past days `yesterday`, `5 days ago`. */
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

/** Shown on a past day whose status was never updated. */
const STALE_STATUS: Readonly<Record<string, string>> = {
  asked: 'never confirmed',
  tentative: 'never confirmed',
  confirmed: 'not marked as played',
  planned: 'not marked as done',
};

const ALREADY_OVER: Readonly<Record<string, string>> = {
  played: 'already marked as played',
  done: 'already marked as done',
};

/**
 * The day with its status: `Sat, Nov 28, 2026 · in 5 days`. A canceled event has no countdown; a future day that is
 * marked as over and a past day with an outdated status say so.
 */
export function dayInWords(row: Dated, now: number): string {
  const { date, timeZone, status } = row;
  if (date === null) return 'No date yet';
  const today = todayIn(timeZone, now);
  if (status === 'cancelled' || !isDay(date)) return formatDay(date);
  const over = status === null ? undefined : ALREADY_OVER[status];
  if (date > today && over !== undefined) return `${formatDay(date)} · ${over}`;
  const stale = date < today && status !== null ? STALE_STATUS[status] : undefined;
  return [formatDay(date), dayFromToday(date, today), stale].filter((part) => part !== undefined).join(' · ');
}

/** The next upcoming one that is not canceled, by day and then by its first time. */
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
