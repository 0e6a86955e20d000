import { expect, test } from 'vitest';
import { byDay } from './by-day.ts';

const row = (id: string, date: string | null, time: string | null = null, status: string | null = null) => ({
  id,
  date,
  time,
  status,
  timeZone: 'UTC',
});

test('upcoming comes first, soonest first; then undated; then past, latest first', () => {
  const rows = [
    row('spring', '2027-03-01'),
    row('old', '2026-01-01'),
    row('some day', null),
    row('tonight late', '2026-11-28', '21:00'),
    row('tonight', '2026-11-28', '19:00'),
    row('tonight, no time', '2026-11-28'),
    row('played too early', '2026-12-24', null, 'played'),
    row('called off', '2026-12-01', null, 'cancelled'),
    row('yesterday', '2026-11-27'),
  ];
  const parts = byDay(rows, ({ time }) => time, Date.UTC(2026, 10, 28, 12));
  expect(parts.map(({ title, rows: part }) => [title, part.map(({ id }) => id)])).toEqual([
    ['Upcoming', ['tonight', 'tonight late', 'tonight, no time', 'called off', 'spring']],
    ['No date', ['some day']],
    ['Past', ['played too early', 'yesterday', 'old']],
  ]);
});

test('a part without rows is left out', () => {
  expect(byDay([row('some day', null)], () => null, 0).map(({ title }) => title)).toEqual(['No date']);
  expect(byDay([], () => null, 0)).toEqual([]);
});
