import { describe, expect, test } from 'vitest';
import type { Show } from './show.ts';
import { firstTime, showEntry, showStops } from './show-times.ts';

const show = (more: Partial<Show> = {}): Show => ({
  id: 's',
  version: 2,
  createdBy: null,
  createdAt: null,
  updatedBy: null,
  updatedAt: null,
  updatedClient: null,
  deletedAt: null,
  name: 'Friday',
  status: 'confirmed',
  date: '2026-11-28',
  timeZone: 'Europe/Berlin',
  loadIn: '17:30',
  soundcheck: null,
  doors: '19:30',
  setTime: '20:30',
  endsAt: '01:00',
  venue: 'The Forum',
  address: '12 Canal St',
  payMinor: 60_000,
  currency: 'EUR',
  setlistId: null,
  notes: 'Secret: the promoter pays late',
  contacts: {},
  ...more,
});

describe('the times of a show', () => {
  test("has the known times, in order, in the venue's time", () => {
    const stops = showStops(show(), 'Europe/Berlin');
    expect(stops.map(({ label, clock, afterMidnight, here }) => [label, clock, afterMidnight, here])).toEqual([
      ['Load-in', '17:30', false, null],
      ['Doors', '19:30', false, null],
      ['Set', '20:30', false, null],
      ['End', '01:00', true, null],
    ]);
    expect(firstTime(show())).toBe('17:30');
    expect(firstTime(show({ loadIn: null, doors: null, setTime: null, endsAt: '23:00' }))).toBeNull();
  });

  test("shows this device's time and day", () => {
    const here = (zone: string) => showStops(show(), zone).map((stop) => stop.here);
    expect(here('America/New_York')[2]).toEqual({ clock: '14:30', dayBefore: false, dayAfter: false });
    expect(here('Pacific/Auckland')[2]).toEqual({ clock: '08:30', dayBefore: false, dayAfter: true });
    expect(here('Pacific/Pago_Pago')[3]).toEqual({ clock: '13:00', dayBefore: true, dayAfter: false });
  });

  test('cannot be compared without a zone', () => {
    expect(showStops(show({ timeZone: null }), 'America/New_York').every(({ here }) => here === null)).toBe(true);
  });
});

describe('a calendar entry for a show', () => {
  test('excludes the pay, the notes and the contacts', () => {
    const entry = showEntry(show(), 'Two sets');
    expect(entry).toMatchObject({
      starts: '17:30',
      ends: '01:00',
      place: 'The Forum, 12 Canal St',
      status: 'CONFIRMED',
    });
    expect(entry?.description).toBe('Load-in 17:30\nDoors 19:30\nSet 20:30\nEnd 01:00\nSetlist: Two sets');
    expect(JSON.stringify(entry)).not.toContain('promoter');
  });

  test('requires a date', () => {
    expect(showEntry(show({ date: null }), null)).toBeNull();
  });
});
