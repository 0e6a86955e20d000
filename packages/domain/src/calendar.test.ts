import { describe, expect, it, test } from 'vitest';
import { addMonths, dayFromToday, dayInWords, isUpcoming, nextUp, todayIn } from './calendar.ts';

const at = (iso: string) => Date.parse(iso);
const row = (id: string, date: string | null, more: { timeZone?: string; status?: string; time?: string } = {}) => ({
  id,
  date,
  timeZone: more.timeZone ?? 'UTC',
  status: more.status ?? null,
  time: more.time ?? null,
});
const first = ({ time }: { readonly time: string | null }) => time;

test('it is another day at the ends of the world', () => {
  const now = at('2026-11-28T10:30:00Z');
  expect(todayIn('Pacific/Pago_Pago', now)).toBe('2026-11-27');
  expect(todayIn('UTC', now)).toBe('2026-11-28');
  expect(todayIn('Pacific/Kiritimati', now)).toBe('2026-11-29');
});

test('a day does not depend on how the locale data of a browser writes dates', () => {
  const { prototype } = Intl.DateTimeFormat;
  const own = Object.getOwnPropertyDescriptor(prototype, 'format') ?? {};
  Object.defineProperty(prototype, 'format', { ...own, get: () => () => '11/28/2026' });
  try {
    expect(todayIn('Europe/Berlin', at('2026-11-28T10:30:00Z'))).toBe('2026-11-28');
    expect(todayIn('Europe/Berlin', at('2026-02-03T10:30:00Z'))).toBe('2026-02-03');
  } finally {
    Object.defineProperty(prototype, 'format', own);
  }
});

test('an unknown zone falls back to the zone of the device', () => {
  const now = at('2026-11-28T10:30:00Z');
  expect(todayIn('Mars/Olympus', now)).toBe(todayIn(null, now));
});

describe('upcoming events', () => {
  it('depend on the day at the venue', () => {
    const now = at('2026-11-28T23:30:00Z');
    expect(isUpcoming(row('here', '2026-11-28'), now)).toBe(true);
    expect(isUpcoming(row('berlin', '2026-11-28', { timeZone: 'Europe/Berlin' }), now)).toBe(false);
    expect(isUpcoming(row('open', null), now)).toBe(false);
  });

  it('exclude what is over, whatever its day', () => {
    const now = at('2026-11-28T12:00:00Z');
    for (const status of ['done', 'played']) {
      const over = row('over', '2026-12-02', { status });
      expect(isUpcoming(over, now)).toBe(false);
      expect(nextUp([over], first, now)).toBeNull();
    }
    expect(isUpcoming(row('off', '2026-12-02', { status: 'cancelled' }), now)).toBe(true);
  });

  it('the next one skips canceled and past ones', () => {
    const now = at('2026-11-28T12:00:00Z');
    const rows = [
      row('late', '2026-12-01', { time: '20:00' }),
      row('early', '2026-12-01', { time: '14:00' }),
      row('off', '2026-11-29', { status: 'cancelled' }),
      row('past', '2026-11-27'),
      row('someday', null),
    ];
    expect(nextUp(rows, first, now)?.id).toBe('early');
    expect(nextUp(rows.slice(2), first, now)).toBeNull();
  });
});

test.each([
  ['2026-11-28', 'today'],
  ['2026-11-29', 'tomorrow'],
  ['2026-11-27', 'yesterday'],
  ['2026-12-03', 'in 5 days'],
  ['2026-12-26', 'in 4 weeks'],
  ['2027-03-28', 'in 4 months'],
  ['2026-11-20', '8 days ago'],
  ['2025-01-10', '23 months ago'],
  ['2023-11-28', '3 years ago'],
])('%s is %s', (day, words) => {
  expect(dayFromToday(day, '2026-11-28')).toBe(words);
});

test.each([
  ['2026-12-02', 'confirmed', 'Wed, Dec 2, 2026 · in 4 days'],
  ['2026-12-02', 'planned', 'Wed, Dec 2, 2026 · in 4 days'],
  ['2026-12-02', 'done', 'Wed, Dec 2, 2026 · already marked as done'],
  ['2026-12-02', 'played', 'Wed, Dec 2, 2026 · already marked as played'],
  ['2026-12-02', 'cancelled', 'Wed, Dec 2, 2026'],
  ['2026-12-02', null, 'Wed, Dec 2, 2026 · in 4 days'],
  ['2026-11-28', 'done', 'Sat, Nov 28, 2026 · today'],
  ['2026-11-28', 'confirmed', 'Sat, Nov 28, 2026 · today'],
  ['2026-11-26', 'played', 'Thu, Nov 26, 2026 · 2 days ago'],
  ['2026-11-26', 'confirmed', 'Thu, Nov 26, 2026 · 2 days ago · not marked as played'],
  ['2026-11-26', 'tentative', 'Thu, Nov 26, 2026 · 2 days ago · never confirmed'],
  ['2026-11-26', 'planned', 'Thu, Nov 26, 2026 · 2 days ago · not marked as done'],
  ['2026-11-26', 'cancelled', 'Thu, Nov 26, 2026'],
  ['2026-11-26', null, 'Thu, Nov 26, 2026 · 2 days ago'],
  [null, 'asked', 'No date yet'],
])('%s, %s, is %s', (date, status, words) => {
  const dated = { id: 'x', date, timeZone: 'UTC', status };
  expect(dayInWords(dated, at('2026-11-28T12:00:00Z'))).toBe(words);
});

test.each([
  ['2026-11-28', -3, '2026-08-28'],
  ['2026-01-15', -3, '2025-10-15'],
  ['2026-05-31', -3, '2026-02-28'],
  ['2024-05-31', -3, '2024-02-29'],
  ['2026-10-31', 1, '2026-11-30'],
  ['2026-11-30', 14, '2028-01-30'],
])('%s and %i months is %s', (day, months, then) => {
  expect(addMonths(day, months)).toBe(then);
});
