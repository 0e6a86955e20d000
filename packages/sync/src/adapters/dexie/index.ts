export type { ConnectionTrouble } from './connection.ts';
export { createDexieRepository, type DexieRepositoryOptions } from './dexie-repository.ts';
export { createDexieSyncLog, type DexieSyncLog, type DexieSyncLogOptions } from './dexie-sync-log.ts';
export { STORAGE_MESSAGES, type StorageMessages } from './messages.ts';
