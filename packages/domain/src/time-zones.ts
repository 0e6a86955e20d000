import { addDays } from './calendar.ts';
import { isClock, isDay } from './fields/clock.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat | null = null;
  try {
    made = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  } catch {
    // This device does not know the zone: the result is null.
  }
  formats.set(zone, made);
  return made;
}

/** The local date and time in a zone, as the UTC moment with the same digits; null for an unknown zone. */
function wallAt(at: number, zone: string): number | null {
  const format = formatOf(zone);
  if (format === null) return null;
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute);
}

const offsetAt = (at: number, zone: string): number =>
  (wallAt(at, zone) ?? at) - Math.floor(at / MINUTE_MS) * MINUTE_MS;

/**
 * The moment (ms since 1970) of a local time in a zone; null when day, time or zone is not valid or not known here. A
 * time that is skipped when clocks go forward moves by the same hour (2:30 is 3:30); one that occurs twice when they go
 * back is the first.
 */
export function instantOf(day: string, clock: string, zone: string): number | null {
  if (!isDay(day) || !isClock(clock) || formatOf(zone) === null) return null;
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const [hour, minute] = clock.split(':').map(Number) as [number, number];
  const wall = Date.UTC(year, month - 1, date, hour, minute);
  const before = wall - offsetAt(wall - DAY_MS, zone);
  const after = wall - offsetAt(wall + DAY_MS, zone);
  const fitting = [before, after].filter((at) => wallAt(at, zone) === wall);
  return fitting.length > 0 ? Math.min(...fitting) : before;
}

/** Day and time in a zone at a moment; null for an unknown zone. */
export function clockIn(at: number, zone: string): { readonly day: string; readonly clock: string } | null {
  const wall = wallAt(at, zone);
  if (wall === null) return null;
  const text = new Date(wall).toISOString();
  return { day: text.slice(0, 10), clock: text.slice(11, 16) };
}

/** Whether this device knows a time zone by that name. */
export const knowsZone = (zone: string): boolean => formatOf(zone) !== null;

/** A show's night ends the next morning: times before six belong to the day after the show. */
const NIGHT_ENDS = '06:00';

/** The day of a time, given the day of its show or practice. */
export const dayOfClock = (day: string, clock: string): string => (clock < NIGHT_ENDS ? addDays(day, 1) : day);

/** A time of a show or practice on this device's clock, and whether it falls on the day before or after. */
export interface ClockHere {
  readonly clock: string;
  readonly dayBefore: boolean;
  readonly dayAfter: boolean;
}

/** Null when the device's clock shows the same, or when that is not known. */
export function clockHere(
  { date, timeZone }: { readonly date: string | null; readonly timeZone: string | null },
  clock: string,
  deviceZone: string,
): ClockHere | null {
  if (date === null || timeZone === null || timeZone === deviceZone) return null;
  const day = dayOfClock(date, clock);
  const at = instantOf(day, clock, timeZone);
  const here = at === null ? null : clockIn(at, deviceZone);
  if (here === null || (here.clock === clock && here.day === day)) return null;
  return { clock: here.clock, dayBefore: here.day === addDays(day, -1), dayAfter: here.day === addDays(day, 1) };
}
