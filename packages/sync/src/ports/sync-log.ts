import type { SyncMetrics } from '../core/sync-metrics.ts';
import type { Json } from '../protocol/json.ts';

/** warning: something was not as expected and the engine helped itself, such as an announcement that left a gap. */
export type LogType = 'push' | 'pull' | 'realtime' | 'warning' | 'error' | 'lifecycle';

/** One operation of the exchange with the server. Holds ids and numbers, and no content unless `body` was asked for. */
export interface LogEntry {
  /** Device time in ms. */
  readonly at: number;
  readonly type: LogType;
  /** A call (`push`, `pull`, `snapshot`, `create_band`), what happened to a record (`insert`, `update`, …), or an event (`joined`). */
  readonly operation: string;
  readonly scope: string | null;
  readonly table: string | null;
  readonly record: string | null;
  readonly durationMs: number | null;
  /** `ok`, `applied`, `conflict`, `rejected`, or the kind of failure. */
  readonly status: string;
  /** Numbers and codes in words; never what somebody wrote. */
  readonly detail: string | null;
  /** What was sent and answered; only where the sync log keeps bodies. */
  readonly body?: Json;
}

/**
 * Where the engine's work is written down.
 *
 * Contract: `note` and `tally` return at once, never throw and never wait; what they were told is written later, in
 * batches, and a crash may lose the last seconds of it. Only the newest 1000 entries and one week of tallies are kept.
 */
export interface SyncLog {
  /** Whether entries should carry what was sent and answered. Development only: it is people's work. */
  readonly bodies: boolean;
  note(entry: LogEntry): void;
  /** Adds to the numbers of the hour of `at` (device time in ms). */
  tally(at: number, numbers: Partial<SyncMetrics>): void;
  /** Writes what waits and ends. Nothing is kept of what is noted afterwards. */
  close(): Promise<void>;
}

/** One hour's numbers; `hour` is the device time of its beginning in ms. */
export interface HourOfSync {
  readonly hour: number;
  readonly numbers: SyncMetrics;
}

/** The sync log as it is read. What waits to be written is written first. */
export interface SyncLogReader {
  /** Oldest first. `n` rises by one with every entry. */
  entries(): Promise<readonly (LogEntry & { readonly n: number })[]>;
  /** Oldest first; hours without any work are left out. */
  hours(): Promise<readonly HourOfSync[]>;
}
