import type { SyncErrorKind } from '../protocol/errors.ts';

/** What the engine does when a call fails as a whole. */
export type FailureAction =
  /** Retry after a growing pause. */
  | 'backoff'
  /** Wait for a session. */
  | 'await-session'
  /** Wait for newer code. */
  | 'await-upgrade'
  /** Take a new client id and send the outbox under it. */
  | 'new-client'
  /** Stop applying answers of the server; show why. */
  | 'stop';

/** The only place that maps a kind of failure to an action. */
export const FAILURE_ACTIONS: Readonly<Record<SyncErrorKind, FailureAction>> = {
  offline: 'backoff',
  'server-busy': 'backoff',
  auth: 'await-session',
  'upgrade-required': 'await-upgrade',
  'client-fork': 'new-client',
  // The server rejected the whole request: a bug on either side, which an update may fix. Nothing is lost.
  rejected: 'backoff',
  quota: 'backoff',
  storage: 'backoff',
  defect: 'stop',
};

export const BACKOFF_FIRST_MS = 500;
export const BACKOFF_MAX_MS = 24_000;
/** The longest pause, even where Retry-After asks for more: that may be a mistake, and a person waits. */
export const RETRY_AFTER_MAX_MS = 300_000;

/**
 * Pause in ms before attempt `failures` + 1. Jitter on the upper half, so that the devices of a band do not return in step
 * after a restart of the server.
 *
 * @param failures failures in a row so far, at least 1
 * @param random uniform in [0, 1)
 */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return ceiling / 2 + (ceiling / 2) * random;
}
