import { addDays } from './calendar.ts';
import { dayOfClock, instantOf } from './time-zones.ts';

/** A calendar entry: a whole day, or from one time to another. */
export interface CalendarEntry {
  /** The record's id, so that a second download updates the entry instead of adding another. */
  readonly id: string;
  /** Rises with every change, so that calendars keep the newer version. */
  readonly version: number;
  readonly title: string;
  readonly day: string;
  readonly starts: string | null;
  readonly ends: string | null;
  readonly timeZone: string | null;
  readonly place: string | null;
  readonly description: string | null;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED' | null;
}

const MOST_OCTETS = 75;
const HOUR_MS = 3_600_000;

const escaped = (text: string) => text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, '\\n');

/** Lines are at most 75 octets long; longer ones continue after a line break and a space. Never splits a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > MOST_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  lines.push(current);
  return lines.join('\r\n');
}

const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
const date = (day: string) => day.replaceAll('-', '');

/** Start and end. Without a zone that this device knows, the time floats: it is the same local time everywhere. */
function times({ day, starts, ends, timeZone }: CalendarEntry): string[] {
  if (starts === null) return [`DTSTART;VALUE=DATE:${date(day)}`, `DTEND;VALUE=DATE:${date(addDays(day, 1))}`];
  const startDay = dayOfClock(day, starts);
  const endDay = ends === null ? startDay : dayOfClock(day, ends);
  const start = timeZone === null ? null : instantOf(startDay, starts, timeZone);
  const end = timeZone === null || ends === null ? null : instantOf(endDay, ends, timeZone);
  if (start !== null) {
    const until = end !== null && end > start ? end : start + 2 * HOUR_MS;
    return [`DTSTART:${stamp(start)}`, `DTEND:${stamp(until)}`];
  }
  const floating = (on: string, clock: string) => `${date(on)}T${clock.replace(':', '')}00`;
  const known = ends !== null && `${endDay} ${ends}` > `${startDay} ${starts}`;
  return [`DTSTART:${floating(startDay, starts)}`, ...(known ? [`DTEND:${floating(endDay, ends)}`] : [])];
}

/** A calendar file (RFC 5545) with one entry. `now` is its creation time, ms since 1970. */
export function calendarFile(entry: CalendarEntry, now: number): string {
  const line = (name: string, value: string | null) =>
    value === null || value === '' ? [] : [`${name}:${escaped(value)}`];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//RockOn//RockOn//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${entry.id}@rockon`,
    `DTSTAMP:${stamp(now)}`,
    `SEQUENCE:${entry.version}`,
    ...times(entry),
    ...line('SUMMARY', entry.title),
    ...line('LOCATION', entry.place),
    ...line('DESCRIPTION', entry.description),
    ...(entry.status === null ? [] : [`STATUS:${entry.status}`]),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
