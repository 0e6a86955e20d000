export type { Repair } from './core/connection.ts';
export type { SetAside } from './core/local-state.ts';
export { type MergedText, mergeText } from './core/merge.ts';
export type { OutboxEntry, RecordKey } from './core/outbox-entry.ts';
export {
  type ConflictPolicy,
  lastWriteWins,
  type ReadRows,
  type SyncSchema,
  type TableSchema,
  type TableSchemas,
  type UnreadContext,
} from './core/schema.ts';
export type { SyncStatus } from './core/status.ts';
export type { AnyTables, NewRow, Patch, RowOf, TableName, Tables, ValuesOf } from './core/tables.ts';
export { CONFLICTS_TABLE } from './core/text-conflicts.ts';
export type { SyncEngineOptions } from './engine/options.ts';
export type {
  ConnectionState,
  FailedMutation,
  Live,
  PendingMutation,
  Query,
  QueryResult,
  RecordWrite,
  RemoteChanges,
  SyncRepository,
  UnsentMutation,
} from './engine/public-types.ts';
export { SyncEngine } from './engine/sync-engine.ts';
export { untyped } from './engine/untyped.ts';
export type { Clock, Connectivity, Ids, LeaderLock, TabChannel } from './ports/environment.ts';
export type { CommitRequest, LocalRepository, LocalState } from './ports/local-repository.ts';
export type { ChannelHandlers, ChannelStatus, Realtime } from './ports/realtime.ts';
export type { RemoteRepository } from './ports/remote-repository.ts';
export type { HourOfSync, LogEntry, LogType, SyncLog, SyncLogReader } from './ports/sync-log.ts';
export type { TokenSource } from './ports/token-source.ts';
export { SyncError, type SyncErrorKind } from './protocol/errors.ts';
export type { Json } from './protocol/json.ts';
export { DEFAULT_MESSAGES, type SyncMessages } from './protocol/messages.ts';
export type { Change } from './protocol/pull.ts';
export type { MutationError, PathValues } from './protocol/push.ts';
export { type Row, SYSTEM_FIELDS, type SystemFields } from './protocol/row.ts';
