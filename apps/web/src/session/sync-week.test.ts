import { NO_METRICS } from '@rockon/sync/journal';
import { describe, expect, it } from 'vitest';
import { lastWeek, weekInWords } from './sync-week.ts';

const DAY = 86_400_000;

describe('a week of syncing in words', () => {
  it('says how much was saved, how reliably and how fast', () => {
    // 150 to 200 ms.
    const pushMs = [0, 0, 0, 0, 0, 0, 0, 30];
    const week = { ...NO_METRICS, saved: 124, savedAtOnce: 122, pushMs, offlineMs: 3 * 3_600_000, received: 1 };
    expect(weekInWords(week)).toEqual([
      'Saved 124 changes, 98% on the first try, usually in 0.2 s.',
      'Received 1 change from other devices.',
      'Offline for 3 h.',
    ]);
  });

  it('never rounds up to 100%, and names what went wrong', () => {
    const week = { ...NO_METRICS, saved: 1_000, savedAtOnce: 999, refused: 2, conflicts: 1, offlineMs: 90_000 };
    expect(weekInWords(week)).toEqual([
      'Saved 1,000 changes, 99% on the first try.',
      '2 changes were rejected.',
      '1 conflict.',
      'Offline for 2 min.',
    ]);
  });

  it('says when nothing was saved, and leaves out what did not happen', () => {
    expect(weekInWords(NO_METRICS)).toEqual(['No saves recorded on this device this week.']);
  });

  it('takes the last seven days and no more', () => {
    const now = 100 * DAY;
    const hour = (days: number, saved: number) => ({ hour: now - days * DAY, numbers: { ...NO_METRICS, saved } });
    expect(lastWeek([hour(7.5, 100), hour(6, 10), hour(0.1, 1)], now).saved).toBe(11);
  });
});
