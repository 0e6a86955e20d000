import type { SyncSchema } from '../core/schema.ts';
import type { AnyTables, Tables } from '../core/tables.ts';
import type { Clock, Connectivity, Ids, LeaderLock, TabChannel } from '../ports/environment.ts';
import type { LocalRepository } from '../ports/local-repository.ts';
import type { Realtime } from '../ports/realtime.ts';
import type { RemoteRepository } from '../ports/remote-repository.ts';

export interface SyncEngineOptions<T extends Tables = AnyTables> {
  readonly userId: string;
  readonly schema: SyncSchema<T>;
  readonly local: LocalRepository;
  readonly remote: RemoteRepository;
  /** Null: no socket, polling only (`VITE_ENABLE_REALTIME=false`). */
  readonly realtime: Realtime | null;
  readonly lock: LeaderLock;
  readonly tabs: TabChannel;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly connectivity: Connectivity;
  /** Polling interval while there is no socket. Milliseconds, 5000 unless told. */
  readonly pollMs?: number;
}
