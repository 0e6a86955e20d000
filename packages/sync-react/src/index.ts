export { SyncProvider, useEngine } from './context.ts';
export { useConnection, useLive, useRecord, useRecords, useSyncStatus } from './hooks.ts';
export type { AppTables, Register } from './tables.ts';
