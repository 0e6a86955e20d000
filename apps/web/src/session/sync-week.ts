import type { HourOfSync } from '@rockon/sync';
import { addMetrics, NO_METRICS, quantile, type SyncMetrics } from '@rockon/sync/journal';

const DAY_MS = 86_400_000;

/** The numbers of the last seven days together. */
export function lastWeek(hours: readonly HourOfSync[], now: number): SyncMetrics {
  return hours
    .filter(({ hour }) => hour > now - 7 * DAY_MS)
    .reduce((sum, { numbers }) => addMetrics(sum, numbers), NO_METRICS);
}

const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

function seconds(ms: number): string {
  if (ms < 100) return 'less than 0.1 s';
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

function lasting(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${Math.max(1, minutes)} min`;
  return minutes < 600 ? `${(minutes / 60).toFixed(1).replace('.0', '')} h` : `${Math.round(minutes / 60)} h`;
}

/** Never "100 %" while one was not: who saw it fail would not believe the rest. */
const share = (part: number, all: number) => Math.floor((part / all) * 100);

/** What a person wants to know of how syncing went, in sentences; the first one always says something. */
export function weekInWords(week: SyncMetrics): readonly string[] {
  const usual = quantile(week.pushMs, 0.5);
  const saved =
    week.saved === 0
      ? 'This device has no record of saving anything yet.'
      : `Saved ${count(week.saved, 'change')}, ${share(week.savedAtOnce, week.saved)} % at first try` +
        `${usual === null ? '' : `, usually in ${seconds(usual)}`}.`;
  const troubles = [
    week.refused > 0 && `${count(week.refused, 'change')} refused`,
    week.conflicts > 0 && `${count(week.conflicts, 'conflict')}`,
    week.offlineMs >= 60_000 && `offline ${lasting(week.offlineMs)}`,
  ].filter((each) => each !== false);
  return [
    saved,
    ...(week.received > 0 ? [`Received ${count(week.received, 'change')} from other devices.`] : []),
    ...(troubles.length > 0 ? [`${troubles.join(', ').replace(/^./, (first) => first.toUpperCase())}.`] : []),
  ];
}
