import { SyncError } from '../../protocol/errors.ts';
import type { StorageMessages } from './messages.ts';

/** Converts the error of a failed transaction to a SyncError. */
export function toSyncError(messages: StorageMessages, error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  const detail = { cause: error };
  if (nameOf(error) === 'QuotaExceededError') return new SyncError('quota', messages.storageFull, detail);
  if (isTransient(error)) return new SyncError('storage', messages.storageBusy, detail);
  const cause = error instanceof Error && error.message ? ` (${error.message})` : '';
  return new SyncError('defect', messages.storageFailed(cause), detail);
}

/**
 * The browser closed the connection, regardless of the request: Safari does so for background tabs, any browser when its
 * storage process crashes. A new connection then works.
 */
const CONNECTION_LOST = new Set(['InvalidStateError', 'AbortError', 'UnknownError', 'DatabaseClosedError']);

/** A new connection could not be opened for now. */
const NO_CONNECTION = new Set(['OpenFailedError', 'TimeoutError', 'NotReadableError']);

export function isConnectionLost(error: unknown): boolean {
  return CONNECTION_LOST.has(nameOf(error));
}

function isTransient(error: unknown): boolean {
  return isConnectionLost(error) || NO_CONNECTION.has(nameOf(error));
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
