import type { CallKind, ConnectionFacts, Repair } from '../../core/connection.ts';
import type { Commit } from '../../core/local-state.ts';
import type { CommitRequest } from '../../ports/local-repository.ts';

import type { SyncError } from '../../protocol/errors.ts';
import type { EngineOptions } from '../options.ts';

import type { Memory } from '../tab/memory.ts';
import type { Serial } from './serial.ts';

/** What the parts of the leadership share. */
export interface LeaderContext {
  readonly options: EngineOptions;
  readonly memory: Memory;
  /** The term of this leadership: once a later one begins, the database refuses its writes. */
  readonly term: number;
  /** Aborts when this tab no longer leads or the engine stops. */
  readonly signal: AbortSignal;
  /**
   * Commits server data, one commit at a time, because each decision depends on the confirmed rows. Resolves when the
   * commit is in memory; null when there was nothing to write or this tab no longer leads.
   */
  commitServer(request: CommitRequest): Promise<Commit | null>;
  readonly serial: Serial;
  /** Counts session changes. A refusal of an earlier session says nothing about the current one. */
  session(): number;
  /** A call of this kind succeeded. */
  succeeded(call: CallKind): void;
  /** A call of this kind failed. `retryAt` is the device time in ms of its next attempt; null when none is planned. */
  failed(call: CallKind, error: SyncError, retryAt: number | null): void;
  /** The mutations that failed to be sent have left the outbox in another way: clears the push failure. */
  nothingToSend(): void;
  /** The server is reachable, as something other than a call shows, such as a channel that joined. */
  reachable(): void;
  facts(change: Partial<ConnectionFacts>): void;
  /** Scopes that differ from the server are being read again. */
  repaired(repairs: readonly Repair[]): void;
  /** Whether calls are pointless now: no session, outdated code, a defect, or the device says it is offline. */
  paused(): boolean;
  /** Asks for a pull soon. */
  pull(): void;
  /** Resolves after a pull that began after this call, or when this tab no longer leads. */
  caughtUp(): Promise<void>;
}
