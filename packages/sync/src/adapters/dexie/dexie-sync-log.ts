import { addMetrics, NO_METRICS, type SyncMetrics } from '../../core/sync-metrics.ts';
import type { Clock } from '../../ports/environment.ts';
import type { HourOfSync, LogEntry, SyncLog, SyncLogReader } from '../../ports/sync-log.ts';
import { Connection } from './connection.ts';
import { request } from './transaction.ts';

const KEPT_ENTRIES = 1_000;
const HOUR_MS = 3_600_000;
const KEPT_MS = 7 * 24 * HOUR_MS;
/** Long enough that a burst of edits makes one write, short enough that a crash loses little. */
const WRITE_AFTER_MS = 2_000;

/** Entries written together, in order; `n` is the number of the last. Earlier versions wrote each entry by itself. */
interface Batch {
  readonly n: number;
  readonly entries: readonly LogEntry[];
}
type Stored = Batch | (LogEntry & { readonly n: number });

export interface DexieSyncLogOptions {
  /** The name of the user's database, the same as that of the repository. */
  readonly name: string;
  readonly clock: Clock;
  readonly bodies?: boolean;
}

export type DexieSyncLog = SyncLog & SyncLogReader;

/**
 * The sync log in the user's database, in stores that no commit uses, so writing it never delays an edit. Its own
 * connection closes like every other one when the database is deleted, and the log is deleted with it.
 */
export function createDexieSyncLog(options: DexieSyncLogOptions): DexieSyncLog {
  return new StoredSyncLog(options);
}

class StoredSyncLog implements DexieSyncLog {
  readonly bodies: boolean;
  readonly #connection: Connection;
  readonly #clock: Clock;
  #entries: LogEntry[] = [];
  #hours = new Map<number, SyncMetrics>();
  #cancel: (() => void) | null = null;
  #closed = false;
  #writing: Promise<void> = Promise.resolve();

  constructor({ name, clock, bodies = false }: DexieSyncLogOptions) {
    this.#connection = new Connection({ name });
    this.#clock = clock;
    this.bodies = bodies;
  }

  record(entry: LogEntry): void {
    if (this.#closed) return;
    this.#entries.push(entry);
    if (this.#entries.length > 2 * KEPT_ENTRIES) this.#entries = this.#entries.slice(-KEPT_ENTRIES);
    this.#later();
  }

  recordMetrics(at: number, numbers: Partial<SyncMetrics>): void {
    if (this.#closed) return;
    const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
    this.#hours.set(hour, addMetrics(this.#hours.get(hour) ?? NO_METRICS, numbers));
    this.#later();
  }

  async entries(): Promise<readonly (LogEntry & { readonly n: number })[]> {
    await this.#write();
    const stored: readonly Stored[] = await this.#connection.run({ stores: ['log'], mode: 'readonly' }, (transaction) =>
      request(transaction.objectStore('log').getAll()),
    );
    return stored.flatMap(numbered).slice(-KEPT_ENTRIES);
  }

  async hours(): Promise<readonly HourOfSync[]> {
    await this.#write();
    const from = IDBKeyRange.lowerBound(this.#clock.now() - KEPT_MS);
    const stored: readonly HourOfSync[] = await this.#connection.run(
      { stores: ['hours'], mode: 'readonly' },
      (transaction) => request(transaction.objectStore('hours').getAll(from)),
    );
    return stored.map(({ hour, numbers }) => ({ hour, numbers: { ...NO_METRICS, ...numbers } }));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#write();
    this.#connection.close();
  }

  #later(): void {
    this.#cancel ??= this.#clock.after(WRITE_AFTER_MS, () => void this.#write());
  }

  /** One write at a time. A failed write loses log entries, nothing else. */
  #write(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    const entries = this.#entries.slice(-KEPT_ENTRIES);
    const hours = this.#hours;
    this.#entries = [];
    this.#hours = new Map();
    if (entries.length > 0 || hours.size > 0)
      this.#writing = this.#writing.then(() => this.#store(entries, hours)).catch(() => undefined);
    return this.#writing;
  }

  #store(entries: readonly LogEntry[], hours: ReadonlyMap<number, SyncMetrics>): Promise<void> {
    return this.#connection.run({ stores: ['log', 'hours'], mode: 'readwrite' }, async (transaction) => {
      const [log, kept] = [transaction.objectStore('log'), transaction.objectStore('hours')];
      const newest = entries.length > 0 ? request(log.openKeyCursor(null, 'prev')) : null;
      const before = Array.from(hours, async ([hour, numbers]) => {
        const known: HourOfSync | undefined = await request(kept.get(hour));
        kept.put({ hour, numbers: addMetrics({ ...NO_METRICS, ...known?.numbers }, numbers) } satisfies HourOfSync);
      });
      if (newest) {
        // One value for the whole batch: hundreds of single records would cost more than all other work of logging.
        const n = Number((await newest)?.key ?? 0) + entries.length;
        log.put({ n, entries } satisfies Batch);
        if (n > KEPT_ENTRIES) log.delete(IDBKeyRange.upperBound(n - KEPT_ENTRIES));
      }
      await Promise.all(before);
      const oldest = Math.max(...hours.keys(), 0) - KEPT_MS;
      if (oldest > 0) kept.delete(IDBKeyRange.upperBound(oldest));
    });
  }
}

function numbered(stored: Stored): readonly (LogEntry & { readonly n: number })[] {
  if (!('entries' in stored)) return [stored];
  const first = stored.n - stored.entries.length + 1;
  return stored.entries.map((entry, index) => ({ ...entry, n: first + index }));
}
