import type { SyncEngine, SyncLogReader } from '@rockon/sync';

const syncLogs = new WeakMap<SyncEngine, SyncLogReader>();

export function rememberSyncLog(engine: SyncEngine, syncLog: SyncLogReader): void {
  syncLogs.set(engine, syncLog);
}

/** What an engine of this app wrote down. */
export function syncLogOf(engine: SyncEngine): SyncLogReader {
  const syncLog = syncLogs.get(engine);
  if (syncLog === undefined) throw new Error('This engine was made without a sync log');
  return syncLog;
}
