import { formatNumber, plural } from '@rockon/domain';
import type { HourOfSync } from '@rockon/sync';
import { addMetrics, NO_METRICS, quantile, type SyncMetrics } from '@rockon/sync/journal';

const DAY_MS = 86_400_000;

/** The numbers of the last seven days together. */
export function lastWeek(hours: readonly HourOfSync[], now: number): SyncMetrics {
  return hours
    .filter(({ hour }) => hour > now - 7 * DAY_MS)
    .reduce((sum, { numbers }) => addMetrics(sum, numbers), NO_METRICS);
}

function seconds(ms: number): string {
  if (ms < 100) return 'less than 0.1 s';
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

function lasting(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${Math.max(1, minutes)} min`;
  return minutes < 600 ? `${(minutes / 60).toFixed(1).replace('.0', '')} h` : `${Math.round(minutes / 60)} h`;
}

function savedInWords({ saved, savedAtOnce, pushMs }: SyncMetrics): string {
  if (saved === 0) return 'No saves recorded on this device this week.';
  // Rounded down: "100%" while one save failed would make the other numbers doubtful too.
  const share = `${Math.floor((savedAtOnce / saved) * 100)}%`;
  const number = formatNumber(saved);
  const usual = quantile(pushMs, 0.5);
  if (usual === null) {
    return plural(
      saved,
      `Saved 1 change, ${share} on the first try.`,
      `Saved ${number} changes, ${share} on the first try.`,
    );
  }
  const time = seconds(usual);
  return plural(
    saved,
    `Saved 1 change, ${share} on the first try, usually in ${time}.`,
    `Saved ${number} changes, ${share} on the first try, usually in ${time}.`,
  );
}

/** How syncing went, in sentences; the first one always says something. */
export function weekInWords(week: SyncMetrics): readonly string[] {
  const { received, refused, conflicts, offlineMs } = week;
  return [
    savedInWords(week),
    received > 0 &&
      plural(
        received,
        'Received 1 change from other devices.',
        `Received ${formatNumber(received)} changes from other devices.`,
      ),
    refused > 0 && plural(refused, '1 change was rejected.', `${formatNumber(refused)} changes were rejected.`),
    conflicts > 0 && plural(conflicts, '1 conflict.', `${formatNumber(conflicts)} conflicts.`),
    offlineMs >= 60_000 && `Offline for ${lasting(offlineMs)}.`,
  ].filter((each) => each !== false);
}
