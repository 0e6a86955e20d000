import type { SyncEngine } from '../engine/sync-engine.ts';
import type { Clock } from '../ports/environment.ts';
import type { SyncLog } from '../ports/sync-log.ts';

const EVERY_MS = 60_000;

/**
 * Records the time without a connection and the longest outbox. Only the leading tab does: ten open tabs would record ten
 * hours offline per hour.
 *
 * @returns a function that ends it
 */
export function recordConnectionMetrics(
  engine: Pick<SyncEngine, 'connection'>,
  syncLog: SyncLog,
  clock: Clock,
): () => void {
  let offlineSince: number | null = null;
  let last = '';
  const look = () => {
    const { kind, leader, pending, failed } = engine.connection.get();
    const now = clock.now();
    // A clock that was set back adds nothing; one that jumped ahead adds two intervals at most.
    if (offlineSince !== null) {
      const offlineMs = Math.min(Math.max(0, now - offlineSince), 2 * EVERY_MS);
      if (offlineMs > 0) syncLog.recordMetrics(now, { offlineMs });
    }
    offlineSince = leader && kind === 'offline' ? now : null;
    if (leader && pending + failed > 0) syncLog.recordMetrics(now, { outboxMost: pending + failed });
    if (kind === last) return;
    last = kind;
    const nothing = { scope: null, table: null, record: null, durationMs: null, detail: null };
    syncLog.record({ at: now, type: 'lifecycle', operation: 'connection', status: kind, ...nothing });
  };
  let cancel = () => {};
  const again = () => {
    look();
    cancel = clock.after(EVERY_MS, again);
  };
  again();
  const stop = engine.connection.subscribe(look);
  return () => {
    look();
    stop();
    cancel();
  };
}
