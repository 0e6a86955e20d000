import type { CallKind } from '../../core/connection.ts';
import { remainingMs } from '../../core/remaining.ts';
import { backoffMs, FAILURE_ACTIONS, RETRY_AFTER_MAX_MS } from '../../core/retry.ts';
import { SyncError } from '../../protocol/errors.ts';
import type { LeaderContext } from './context.ts';

/**
 * A single refusal is normal: the session may be renewed during a request. This many in a row mean that no session is
 * accepted.
 */
const REFUSALS = 3;

/**
 * Longest pause once something shows that the server can be reached. Not zero: a socket that is cut after each join
 * would otherwise cause a request a second.
 */
const HINTED_PAUSE_MS = 4_000;

/** Why the next attempt may come sooner than planned. */
export type RetryReason =
  /** The server seems to be reachable. Failures keep counting, so a wrong hint costs one request. */
  | 'reachable'
  /** The device came online or has another client id: earlier failures say nothing about the next attempt. */
  | 'fresh'
  /** The person signed in: refusals of earlier sessions do not count. */
  | 'signed-in'
  /** The person asked for an attempt now: no pause counts, not even the server's Retry-After. */
  | 'asked';

/**
 * The backoff of one kind of call. Pushes and pulls each have their own: while they shared one, every good pull reset the
 * backoff of a failing push, whose failure started the next pull, 25 times a second.
 */
export class RetryState {
  #failures = 0;
  /** Refusals since the last success, also of different sessions. */
  #refused = 0;
  #failedAt = 0;
  #pauseMs = 0;
  /** The server's Retry-After. Only the person's own "sync now" ends it early. */
  #retryAfterMs = 0;
  #session = 0;

  constructor(
    private readonly call: CallKind,
    private readonly context: LeaderContext,
  ) {}

  begin(): void {
    this.#session = this.context.session();
  }

  /** Ms until the next attempt is allowed; 0 when it is now. */
  waitMs(): number {
    const pause = Math.max(this.#pauseMs, this.#retryAfterMs);
    return remainingMs(this.#failedAt, pause, this.context.options.clock.now());
  }

  /** The next attempt may come sooner than planned. */
  ease(why: RetryReason): void {
    if (why === 'reachable') {
      this.#pauseMs = Math.min(this.#pauseMs, HINTED_PAUSE_MS);
      return;
    }
    this.#failures = 0;
    this.#pauseMs = 0;
    if (why === 'signed-in') this.#refused = 0;
    if (why === 'asked') this.#retryAfterMs = 0;
  }

  succeeded(): void {
    this.ease('signed-in');
    this.ease('asked');
    this.context.succeeded(this.call);
  }

  /** @returns the failure as a SyncError, for the loop to act on */
  failed(cause: unknown): SyncError {
    const { clock, ids, messages } = this.context.options;
    const error =
      cause instanceof SyncError ? cause : new SyncError('defect', messages.engineFailed(String(cause)), { cause });
    this.#failures += 1;
    if (error.kind === 'auth') this.#refused += 1;
    // The session was renewed while this request was in flight.
    const renewed = error.kind === 'auth' && this.#session !== this.context.session();
    const outdated = renewed && this.#refused < REFUSALS;
    this.#failedAt = clock.now();
    const waits = FAILURE_ACTIONS[error.kind] === 'backoff';
    // After a refusal the pause applies once there is another session to try.
    this.#pauseMs = waits || error.kind === 'auth' ? backoffMs(this.#failures, ids.random()) : 0;
    this.#retryAfterMs = Math.min(error.detail.retryAfterMs ?? 0, RETRY_AFTER_MAX_MS);
    if (!outdated) this.context.failed(this.call, error, waits ? this.#failedAt + this.waitMs() : null);
    return error;
  }
}
