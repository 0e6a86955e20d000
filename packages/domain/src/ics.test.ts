import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { type CalendarEntry, calendarFile } from './ics.ts';

const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  id: '8a1f6f0e-0000-4000-8000-000000000001',
  version: 3,
  title: 'Friday',
  day: '2026-11-28',
  starts: '20:30',
  ends: '23:00',
  timeZone: 'Europe/Berlin',
  place: null,
  description: null,
  status: 'CONFIRMED',
  ...more,
});
const write = (more: Partial<CalendarEntry> = {}) => calendarFile(entry(more), Date.UTC(2026, 10, 1));
const read = (file: string) => {
  const event = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent');
  if (event === null) throw new Error('no event');
  return new ICAL.Event(event);
};

describe('a calendar file', () => {
  test('has the times, the text and the id of the entry', () => {
    const event = read(write());
    expect(event.uid).toBe('8a1f6f0e-0000-4000-8000-000000000001@rockon');
    expect(event.sequence).toBe(3);
    expect(event.startDate.toJSDate().toISOString()).toBe('2026-11-28T19:30:00.000Z');
    expect(event.endDate.toJSDate().toISOString()).toBe('2026-11-28T22:00:00.000Z');
    expect(event.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
  });

  test('an end after midnight is on the next day', () => {
    expect(
      read(write({ ends: '01:30' }))
        .endDate.toJSDate()
        .toISOString(),
    ).toBe('2026-11-29T00:30:00.000Z');
  });

  test('without a time it is a whole day, in every zone', () => {
    const event = read(write({ starts: null, ends: null }));
    expect(event.startDate.isDate).toBe(true);
    expect([event.startDate.toString(), event.endDate.toString()]).toEqual(['2026-11-28', '2026-11-29']);
  });

  test('without a zone the time is local', () => {
    const event = read(write({ timeZone: null }));
    expect(event.startDate.toString()).toBe('2026-11-28T20:30:00');
    expect(event.startDate.zone.tzid).toBe('floating');
  });

  test('any text is read back unchanged', () => {
    const title = 'Rock, roll; and \\ “söul” 🎸'.repeat(8);
    const description = 'Load-in 17:30\nDoors 19:30; bring cables, all of them';
    const file = write({ title, description, place: 'Canal St, 12' });
    const event = read(file);
    expect([event.summary, event.description, event.location]).toEqual([title, description, 'Canal St, 12']);
    for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  });
});
