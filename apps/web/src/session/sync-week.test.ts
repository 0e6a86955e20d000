import { NO_METRICS } from '@rockon/sync/journal';
import { describe, expect, it } from 'vitest';
import { lastWeek, weekInWords } from './sync-week.ts';

const DAY = 86_400_000;

describe('a week of syncing in words', () => {
  it('tells what was saved, how surely and how fast', () => {
    // 150 to 200 ms.
    const pushMs = [0, 0, 0, 0, 0, 0, 0, 30];
    const week = { ...NO_METRICS, saved: 124, savedAtOnce: 122, pushMs, offlineMs: 3 * 3_600_000, received: 1 };
    expect(weekInWords(week)).toEqual([
      'Saved 124 changes, 98 % at first try, usually in 0.2 s.',
      'Received 1 change from other devices.',
      'Offline 3 h.',
    ]);
  });

  it('does not round up to all, and names what went wrong', () => {
    const week = { ...NO_METRICS, saved: 1_000, savedAtOnce: 999, refused: 2, conflicts: 1, offlineMs: 90_000 };
    expect(weekInWords(week)).toEqual([
      'Saved 1,000 changes, 99 % at first try.',
      '2 changes refused, 1 conflict, offline 2 min.',
    ]);
  });

  it('says so when nothing was saved, and leaves out what did not happen', () => {
    expect(weekInWords(NO_METRICS)).toEqual(['This device has no record of saving anything yet.']);
  });

  it('takes the last seven days and no more', () => {
    const now = 100 * DAY;
    const hour = (days: number, saved: number) => ({ hour: now - days * DAY, numbers: { ...NO_METRICS, saved } });
    expect(lastWeek([hour(7.5, 100), hour(6, 10), hour(0.1, 1)], now).saved).toBe(11);
  });
});
