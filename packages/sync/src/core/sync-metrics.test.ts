import { describe, expect, it } from 'vitest';
import { addMetrics, measured, NO_METRICS, quantile } from './sync-metrics.ts';

const times = (...all: number[]) =>
  all.map(measured).reduce((sum, one) => addMetrics({ ...NO_METRICS, pushMs: sum }, { pushMs: one }).pushMs, []);

describe('sync metrics', () => {
  it('add up; of the outbox the longest counts', () => {
    const first = addMetrics(NO_METRICS, { saved: 3, outboxMost: 7, pushMs: measured(40) });
    const both = addMetrics(first, { saved: 2, outboxMost: 4, pushMs: measured(60_001) });
    expect(both).toMatchObject({ saved: 5, outboxMost: 7, failures: 0 });
    expect(both.pushMs.reduce((a, b) => a + b)).toBe(2);
  });

  it('give times within the range in which they were counted', () => {
    const usual = times(110, 120, 130, 140, 2_500);
    expect(quantile(usual, 0.5)).toBeGreaterThan(100);
    expect(quantile(usual, 0.5)).toBeLessThanOrEqual(150);
    expect(quantile(usual, 0.95)).toBeGreaterThan(2_000);
    expect(quantile(usual, 0.95)).toBeLessThanOrEqual(3_000);
  });

  it('give null without measurements, and at most the last bound', () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile(times(900_000), 0.5)).toBe(60_000);
    expect(quantile(times(-4), 1)).toBe(10);
  });

  it('are immutable: adding changes neither side', () => {
    const before = structuredClone(NO_METRICS);
    addMetrics(NO_METRICS, { saved: 1, propagationMs: measured(5) });
    expect(NO_METRICS).toEqual(before);
  });
});
