/** Counts per range of milliseconds; one more than BOUNDS, the last for all above. */
export type Histogram = readonly number[];

const BOUNDS = [
  10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000, 30_000, 60_000,
];

/** Counts and times of syncing during some period. Two periods are added field by field. */
export interface SyncMetrics {
  /** Calls that carried mutations and were answered. */
  readonly pushes: number;
  /** Calls of any kind that failed. */
  readonly failures: number;
  /** Mutations that the server accepted. */
  readonly saved: number;
  /** Those of `saved` that succeeded on their first attempt. */
  readonly savedAtOnce: number;
  /** Mutations that were sent again. */
  readonly retried: number;
  readonly refused: number;
  readonly conflicts: number;
  /** Changes from other devices. */
  readonly received: number;
  readonly offlineMs: number;
  /** The longest outbox; adding keeps the greater value. */
  readonly outboxMost: number;
  /** Durations of calls that carried mutations. */
  readonly pushMs: Histogram;
  /** Time from a commit on the server to its arrival by the socket. */
  readonly propagationMs: Histogram;
}

const NONE: Histogram = [];

export const NO_METRICS: SyncMetrics = {
  ...{ pushes: 0, failures: 0, saved: 0, savedAtOnce: 0, retried: 0, refused: 0, conflicts: 0, received: 0 },
  ...{ offlineMs: 0, outboxMost: 0, pushMs: NONE, propagationMs: NONE },
};

export function addMetrics(a: SyncMetrics, b: Partial<SyncMetrics>): SyncMetrics {
  const sum = { ...a } as Record<keyof SyncMetrics, number | Histogram>;
  for (const [name, value] of Object.entries(b) as [keyof SyncMetrics, number | Histogram][]) {
    const before = a[name];
    if (name === 'outboxMost') sum[name] = Math.max(a.outboxMost, value as number);
    else if (typeof before === 'number') sum[name] = before + (value as number);
    else sum[name] = addHistograms(before, value as Histogram);
  }
  return sum as unknown as SyncMetrics;
}

/** One duration as a histogram. A negative one, after the clock was set back, counts as zero. */
export function measured(ms: number): Histogram {
  const found = BOUNDS.findIndex((bound) => ms <= bound);
  const place = found < 0 ? BOUNDS.length : found;
  return [...new Array<number>(place).fill(0), 1];
}

/** Approximate quantile in ms (`share` 0.5, 0.95); null without measurements. */
export function quantile(histogram: Histogram, share: number): number | null {
  const all = histogram.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const wanted = all * share;
  let below = 0;
  for (const [place, count] of histogram.entries()) {
    if (below + count >= wanted && count > 0) {
      const from = BOUNDS[place - 1] ?? 0;
      const to = BOUNDS[place] ?? from;
      return Math.round(from + (to - from) * ((wanted - below) / count));
    }
    below += count;
  }
  return BOUNDS.at(-1) ?? null;
}

function addHistograms(a: Histogram, b: Histogram): Histogram {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, place) => (a[place] ?? 0) + (b[place] ?? 0));
}
