import { remainingMs } from '../../core/remaining.ts';
import { backoffMs, FAILURE_ACTIONS } from '../../core/retry.ts';
import { SyncError } from '../../protocol/errors.ts';
import type { LeaderContext } from './context.ts';

/** A renewal that comes too late for the request under way is normal; so many in a row are a server that takes none. */
const REFUSALS = 3;

/** Counts the failures of one loop and says how long to wait. */
export class RetryState {
  #failures = 0;
  /** Refusals of the session since the last good exchange, however many sessions came meanwhile. */
  #refused = 0;
  #failedAt = 0;
  #pauseMs = 0;
  #session = 0;

  constructor(private readonly context: LeaderContext) {}

  begin(): void {
    this.#session = this.context.session();
  }

  /** Ms until the next try is allowed; 0 when it is now. */
  waitMs(): number {
    return remainingMs(this.#failedAt, this.#pauseMs, this.context.options.clock.now());
  }

  /** The world changed (online, the server answered somebody): try at once. */
  reset(): void {
    this.#failures = 0;
    this.#pauseMs = 0;
  }

  /** Somebody signed in: what the sessions before were refused says nothing about this one. */
  forget(): void {
    this.#refused = 0;
    this.reset();
  }

  succeeded(): void {
    this.forget();
    this.context.succeeded();
  }

  /** @returns the failure as the one error type, for what the loop itself has to do about it. */
  failed(cause: unknown): SyncError {
    const error =
      cause instanceof SyncError
        ? cause
        : new SyncError('defect', `The sync engine failed: ${String(cause)}`, { cause });
    const { clock, ids } = this.context.options;
    this.#failures += 1;
    if (error.kind === 'auth') this.#refused += 1;
    // The session was renewed while the request with the old one was on its way.
    const renewed = error.kind === 'auth' && this.#session !== this.context.session();
    const outdated = renewed && this.#refused < REFUSALS;
    this.#failedAt = clock.now();
    // The pause after a refusal counts once there is another session to try.
    const pauses = FAILURE_ACTIONS[error.kind] === 'backoff' || error.kind === 'auth';
    this.#pauseMs = pauses ? backoffMs(this.#failures, ids.random(), error.detail.retryAfterMs) : 0;
    if (!outdated) this.context.failed(error.kind, error.message);
    return error;
  }
}
