import type { HourOfSync } from '@rockon/sync';
import { NO_METRICS } from '@rockon/sync/journal';

const HOUR_MS = 3_600_000;
const DAY_S = 86_400;

/** Every hour from the first to the last; an hour without activity is zero instead of a straight line across it. */
export function allHours(hours: readonly HourOfSync[]): readonly HourOfSync[] {
  const [first, last] = [hours[0], hours.at(-1)];
  if (!first || !last) return [];
  const known = new Map(hours.map(({ hour, numbers }) => [hour, numbers]));
  const count = Math.round((last.hour - first.hour) / HOUR_MS) + 1;
  return Array.from({ length: count }, (_, index) => {
    const hour = first.hour + index * HOUR_MS;
    return { hour, numbers: known.get(hour) ?? NO_METRICS };
  });
}

/**
 * The x-axis of the charts in seconds: at least the last 24 hours. By default uPlot shows a single hour in the middle of
 * a range of years.
 */
export function shownRange(hours: readonly HourOfSync[]): [from: number, to: number] {
  const [first, last] = [(hours[0]?.hour ?? 0) / 1000, (hours.at(-1)?.hour ?? 0) / 1000];
  return [Math.min(first, last - DAY_S), last + HOUR_MS / 2000];
}
