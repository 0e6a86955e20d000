import { expect, test } from 'vitest';
import { figures, percentile } from './statistics.ts';

test('numbers are sorted as numbers', () => {
  expect(figures([100, 9, 20])).toEqual({ n: 3, min: 9, p50: 20, p95: 100, p99: 100, max: 100 });
});

test('a percentile is a measured value, by nearest rank', () => {
  const values = Array.from({ length: 20 }, (_, index) => index + 1);
  expect([percentile(values, 0.5), percentile(values, 0.95), percentile(values, 1)]).toEqual([10, 19, 20]);
});

test('no values are an error, not a zero', () => {
  expect(() => percentile([], 0.5)).toThrow(/No values/);
});
