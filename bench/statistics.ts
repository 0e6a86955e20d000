/** Nearest-rank percentile: always one of the measured values. `share` is in (0, 1]. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('No values were measured');
  const sorted = values.toSorted((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return sorted[Math.max(0, index)] ?? Number.NaN;
}

export interface Figures {
  readonly n: number;
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function figures(values: readonly number[]): Figures {
  return {
    n: values.length,
    min: percentile(values, Number.MIN_VALUE),
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    p99: percentile(values, 0.99),
    max: percentile(values, 1),
  };
}
