import { describe, expect, it } from 'vitest';
import { isIn, readRollout } from './rollout.ts';

describe('feature switches (S46)', () => {
  it('are on unless told, and off when told so or not understood', () => {
    expect([undefined, '', 'true', 'on', '1'].map(readRollout)).toEqual([1, 1, 1, 1, 1]);
    expect(['false', '0', 'off', 'maybe', '12.5%'].map(readRollout)).toEqual([0, 0, 0, 0, 0]);
    expect(['0%', '25%', '100%', '400%'].map(readRollout)).toEqual([0, 0.25, 1, 1]);
  });

  it('reach about the share of users that was asked for, and a larger share keeps everybody of the smaller', () => {
    const users = Array.from({ length: 2000 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
    const quarter = users.filter((user) => isIn(0.25, user));
    expect(quarter.length / users.length).toBeGreaterThan(0.2);
    expect(quarter.length / users.length).toBeLessThan(0.3);
    expect(quarter.every((user) => isIn(0.5, user))).toBe(true);
    expect(users.every((user) => isIn(1, user))).toBe(true);
    expect(users.some((user) => isIn(0, user))).toBe(false);
  });
});
