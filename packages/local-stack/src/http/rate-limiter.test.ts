import { expect, it } from 'vitest';
import { RateLimiter } from './rate-limiter.ts';

function limiter() {
  const clock = { now: 1_000 };
  return { clock, limit: new RateLimiter({ burst: 2, everyMs: 100 }, () => clock.now) };
}

it('lets a burst through and says how long the next one waits', () => {
  const { clock, limit } = limiter();
  expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 100]);
  clock.now += 60;
  expect(limit.take('a')).toBe(40);
  clock.now += 40;
  expect(limit.take('a')).toBe(0);
  expect(limit.take('a')).toBe(100);
});

it('never saves up more than a burst', () => {
  const { clock, limit } = limiter();
  limit.take('a');
  clock.now += 1_000_000;
  expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 100]);
});

it('counts keys apart, and asking costs nothing', () => {
  const { limit } = limiter();
  limit.take('a');
  limit.take('a');
  expect(limit.wait('a')).toBe(100);
  expect([limit.wait('b'), limit.wait('b'), limit.wait('b'), limit.take('b')]).toEqual([0, 0, 0, 0]);
});

it('keeps a limit while it forgets the keys that are free again', () => {
  const { clock, limit } = limiter();
  limit.take('old');
  clock.now += 990;
  limit.take('a');
  limit.take('a');
  // A second has passed since the last clean-up: this one cleans up.
  clock.now += 10;
  limit.take('b');
  expect(limit.take('a')).toBe(90);
});
