import { describe, expect, test } from 'vitest';
import { clockIn, dayOfClock, instantOf, knowsZone } from './time-zones.ts';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

describe('the moment of a local time', () => {
  test.each([
    ['2026-11-28', '20:30', 'Europe/Berlin', '2026-11-28T19:30:00.000Z'],
    ['2026-07-28', '20:30', 'Europe/Berlin', '2026-07-28T18:30:00.000Z'],
    ['2026-11-28', '20:30', 'America/New_York', '2026-11-29T01:30:00.000Z'],
    ['2026-11-28', '00:10', 'Pacific/Pago_Pago', '2026-11-28T11:10:00.000Z'],
    ['2026-11-28', '00:10', 'Pacific/Kiritimati', '2026-11-27T10:10:00.000Z'],
    ['2026-11-28', '12:00', 'Asia/Kathmandu', '2026-11-28T06:15:00.000Z'],
    ['2026-11-28', '12:00', 'Australia/Lord_Howe', '2026-11-28T01:00:00.000Z'],
    ['2026-06-28', '12:00', 'Australia/Lord_Howe', '2026-06-28T01:30:00.000Z'],
  ])('%s %s in %s', (day, clock, zone, expected) => {
    const at = instantOf(day, clock, zone);
    expect(iso(at)).toBe(expected);
    expect(clockIn(at ?? 0, zone)).toEqual({ day, clock });
  });

  test('that is skipped moves by the same hour', () => {
    expect(iso(instantOf('2026-03-29', '02:30', 'Europe/Berlin'))).toBe('2026-03-29T01:30:00.000Z');
    expect(clockIn(instantOf('2026-03-29', '02:30', 'Europe/Berlin') ?? 0, 'Europe/Berlin')?.clock).toBe('03:30');
    expect(iso(instantOf('2026-10-04', '02:15', 'Australia/Lord_Howe'))).toBe('2026-10-03T15:45:00.000Z');
  });

  test('that occurs twice is the first one', () => {
    expect(iso(instantOf('2026-10-25', '02:30', 'Europe/Berlin'))).toBe('2026-10-25T00:30:00.000Z');
    expect(iso(instantOf('2026-11-01', '01:30', 'America/New_York'))).toBe('2026-11-01T05:30:00.000Z');
  });

  test('is null without a valid day, time or zone', () => {
    expect(instantOf('2026-02-30', '12:00', 'UTC')).toBeNull();
    expect(instantOf('2026-02-20', '24:00', 'UTC')).toBeNull();
    expect(instantOf('2026-02-20', '12:00', 'Mars/Olympus')).toBeNull();
    expect(knowsZone('Mars/Olympus')).toBe(false);
  });
});

test('a night ends the next morning', () => {
  expect(dayOfClock('2026-12-31', '23:30')).toBe('2026-12-31');
  expect(dayOfClock('2026-12-31', '01:30')).toBe('2027-01-01');
});
