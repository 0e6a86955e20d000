import { expect, it } from 'vitest';
import { RateLimiter } from './rate-limiter.ts';

function limiter() {
  const clock = { now: 1_000 };
  return { clock, limit: new RateLimiter({ burst: 2, everyMs: 100 }, () => clock.now) };
}

it('allows a burst, then returns the wait for the next one', () => {
  const { clock, limit } = limiter();
  expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 100]);
  clock.now += 60;
  expect(limit.take('a')).toBe(40);
  clock.now += 40;
  expect(limit.take('a')).toBe(0);
  expect(limit.take('a')).toBe(100);
});

it('never accumulates more than a burst', () => {
  const { clock, limit } = limiter();
  limit.take('a');
  clock.now += 1_000_000;
  expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 100]);
});

it('counts keys separately, and checking costs nothing', () => {
  const { limit } = limiter();
  limit.take('a');
  limit.take('a');
  expect(limit.wait('a')).toBe(100);
  expect([limit.wait('b'), limit.wait('b'), limit.wait('b'), limit.take('b')]).toEqual([0, 0, 0, 0]);
});

it('keeps limited keys when it removes the unlimited ones', () => {
  const { clock, limit } = limiter();
  limit.take('old');
  clock.now += 990;
  limit.take('a');
  limit.take('a');
  // A second has passed since the last sweep, so this call sweeps.
  clock.now += 10;
  limit.take('b');
  expect(limit.take('a')).toBe(90);
});
