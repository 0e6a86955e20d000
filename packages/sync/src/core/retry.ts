import type { SyncErrorKind } from '../protocol/errors.ts';

/** What the engine does about a failure of a whole exchange. */
export type FailureAction =
  /** Wait with growing pauses, then try again by itself. */
  | 'backoff'
  /** Wait for a session. */
  | 'await-session'
  /** Wait for newer code. */
  | 'await-upgrade'
  /** Take a new client id, send the outbox again under it. */
  | 'new-client'
  /** Stop writing what the server says; show why. */
  | 'stop';

/** One table from kind to action: nowhere else is a failure judged. */
export const FAILURE_ACTIONS: Readonly<Record<SyncErrorKind, FailureAction>> = {
  offline: 'backoff',
  'server-busy': 'backoff',
  auth: 'await-session',
  'upgrade-required': 'await-upgrade',
  'client-fork': 'new-client',
  // The request as a whole, not one mutation of it: a bug here or there, which an update may mend. Nothing is lost.
  rejected: 'backoff',
  quota: 'backoff',
  storage: 'backoff',
  defect: 'stop',
};

export const BACKOFF_FIRST_MS = 500;
export const BACKOFF_MAX_MS = 24_000;
/** A server that asks for more is asked again after this long: its answer may be a mistake, and a person waits. */
export const RETRY_AFTER_MAX_MS = 300_000;

/**
 * How long to wait before try number `failures` + 1. Full jitter on the upper half, so that a band's devices that lost
 * the same server do not come back in step.
 *
 * @param failures failures in a row so far, at least 1
 * @param random uniform in [0, 1)
 */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return ceiling / 2 + (ceiling / 2) * random;
}
