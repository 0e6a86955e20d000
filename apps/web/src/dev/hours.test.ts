import type { HourOfSync } from '@rockon/sync';
import { NO_METRICS } from '@rockon/sync/journal';
import { describe, expect, it } from 'vitest';
import { allHours, shownRange } from './hours.ts';

const HOUR = 3_600_000;
const at = (n: number): HourOfSync => ({ hour: n * HOUR, numbers: { ...NO_METRICS, saved: n } });

describe('the charts', () => {
  it('show hours without activity as zero, not as a straight line', () => {
    expect(allHours([at(3), at(6)]).map(({ hour, numbers }) => [hour / HOUR, numbers.saved])).toEqual([
      [3, 3],
      [4, 0],
      [5, 0],
      [6, 6],
    ]);
    expect(allHours([])).toEqual([]);
  });

  it('show a day even for a single hour, and all of a week', () => {
    expect(shownRange([at(100)])).toEqual([76 * 3_600, 100.5 * 3_600]);
    expect(shownRange(allHours([at(0), at(168)]))).toEqual([0, 168.5 * 3_600]);
  });
});
