import type { SyncMetrics } from '../core/sync-metrics.ts';
import type { Json } from '../protocol/json.ts';

/** warning: something unexpected that the engine recovered from, such as a gap before a message. */
export type LogType = 'push' | 'pull' | 'realtime' | 'warning' | 'error' | 'lifecycle';

/** One operation of the traffic with the server: ids and numbers; content only in `body`. */
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
  /** Numbers and codes as text; never content. */
  readonly detail: string | null;
  /** Request and answer; only when the log keeps bodies. */
  readonly body?: Json;
}

/**
 * The log of the traffic with the server. Contract: `record` and `recordMetrics` return at once and never throw. Entries
 * are stored later, in batches; a crash may lose the last seconds. The newest 1000 entries and one week of metrics are
 * kept.
 */
export interface SyncLog {
  /** Whether entries should have a `body`. For development only, because it holds what people wrote. */
  readonly bodies: boolean;
  record(entry: LogEntry): void;
  /** Adds to the metrics of the hour that contains `at` (device time in ms). */
  recordMetrics(at: number, numbers: Partial<SyncMetrics>): void;
  /** Stores what has not been stored yet and ends. Later entries are dropped. */
  close(): Promise<void>;
}

/** The metrics of one hour, which begins at `hour` (device time in ms). */
export interface HourOfSync {
  readonly hour: number;
  readonly numbers: SyncMetrics;
}

/** Reads the sync log. Stores what has not been stored yet first. */
export interface SyncLogReader {
  /** Oldest first. `n` rises by one with every entry. */
  entries(): Promise<readonly (LogEntry & { readonly n: number })[]>;
  /** Oldest first; hours without activity are left out. */
  hours(): Promise<readonly HourOfSync[]>;
}
