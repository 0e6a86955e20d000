import type { SyncSchema } from '../core/schema.ts';
import type { AnyTables, Tables } from '../core/tables.ts';
import type { Clock, Connectivity, Ids, LeaderLock, TabChannel } from '../ports/environment.ts';
import type { LocalRepository } from '../ports/local-repository.ts';
import type { Realtime } from '../ports/realtime.ts';
import type { RemoteRepository } from '../ports/remote-repository.ts';
import { DEFAULT_MESSAGES, type SyncMessages } from '../protocol/messages.ts';
import type { Change } from '../protocol/pull.ts';

/**
 * What happened to changes from the socket. known: the device already had them. gap: changes before them are missing.
 * other-log: they belong to a log from before or after a restore. failed: the database refused them. After the last three
 * the engine pulls.
 */
export type AnnouncementOutcome = 'applied' | 'known' | 'gap' | 'other-log' | 'failed';

/** Watches the engine's decisions, for a log. Must return at once and not throw. */
export interface EngineObserver {
  announced(scope: string, changes: readonly Change[], outcome: AnnouncementOutcome): void;
}

/** All tabs of one user's database get the same `userId`, `schema`, `local`, `lockName` and `tabs`. */
export interface SyncEngineOptions<T extends Tables = AnyTables> {
  readonly userId: string;
  readonly schema: SyncSchema<T>;
  readonly local: LocalRepository;
  readonly remote: RemoteRepository;
  /** Null: no socket, polling only. */
  readonly realtime: Realtime | null;
  readonly lock: LeaderLock;
  /** The name under which the tabs of this database elect their leader; unique among the apps of the origin. */
  readonly lockName: string;
  readonly tabs: TabChannel;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly connectivity: Connectivity;
  /** Polling interval in ms while the socket is not connected; 5000 by default. */
  readonly pollMs?: number;
  readonly observer?: EngineObserver;
  /** Texts that a person may read; American English by default. */
  readonly messages?: SyncMessages;
}

/** The engine's options with the defaults that more than one file needs. */
export interface EngineOptions extends SyncEngineOptions {
  readonly messages: SyncMessages;
}

export function withDefaults(options: SyncEngineOptions): EngineOptions {
  return { ...options, messages: options.messages ?? DEFAULT_MESSAGES };
}
