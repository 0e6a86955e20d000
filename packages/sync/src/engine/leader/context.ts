import type { CallKind, ConnectionFacts, Repair } from '../../core/connection.ts';
import type { Commit } from '../../core/local-state.ts';
import type { CommitRequest } from '../../ports/local-repository.ts';

import type { SyncError } from '../../protocol/errors.ts';
import type { EngineOptions } from '../options.ts';

import type { Memory } from '../tab/memory.ts';
import type { Serial } from './serial.ts';

/** What the loops of the leading tab share. */
export interface LeaderContext {
  readonly options: EngineOptions;
  readonly memory: Memory;
  /** The term of this leadership: writes of what the server said are refused under a later one. */
  readonly term: number;
  /** Aborts when the lead is lost or the engine stops. */
  readonly signal: AbortSignal;
  /**
   * Commits what the server said, one at a time, because what is confirmed decides what may replace it; resolves when
   * it is in memory. Null when there was nothing to write or the lead is lost.
   */
  commitServer(request: CommitRequest): Promise<Commit | null>;
  readonly serial: Serial;
  /** Rises with every session that came: a refusal of an earlier one says nothing about it. */
  session(): number;
  /** A call of this kind got a good answer. */
  succeeded(call: CallKind): void;
  /** A call of this kind failed. `retryAt` is the device time in ms of its next attempt; null when none is planned. */
  failed(call: CallKind, error: SyncError, retryAt: number | null): void;
  /** The work that could not be pushed is settled or gone: no push fails any more. */
  nothingToSend(): void;
  /** Something other than a call shows that the server can be reached, such as a channel that joined. */
  reachable(): void;
  facts(change: Partial<ConnectionFacts>): void;
  /** The device had something else than the server, and reads it anew. */
  repaired(repairs: readonly Repair[]): void;
  /** Whether exchanges make no sense now: no session, too old, broken, or the device says it is offline. */
  paused(): boolean;
  /** Asks for a pull soon. */
  pull(): void;
  /** Resolves after a pull that began after this call, or when the lead ends. */
  caughtUp(): Promise<void>;
}
