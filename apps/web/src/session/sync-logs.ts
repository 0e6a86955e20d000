import type { SyncLogReader } from '@rockon/sync';
import type { Engine } from './engine.ts';

const syncLogs = new WeakMap<Engine, SyncLogReader>();

export function rememberSyncLog(engine: Engine, syncLog: SyncLogReader): void {
  syncLogs.set(engine, syncLog);
}

/** The sync log of one of this app's engines. */
export function syncLogOf(engine: Engine): SyncLogReader {
  const syncLog = syncLogs.get(engine);
  if (syncLog === undefined) throw new Error('This engine was made without a sync log');
  return syncLog;
}
