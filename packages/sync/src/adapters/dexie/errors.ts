import { SyncError } from '../../protocol/errors.ts';

/** What a failed transaction means for the person. */
export function toSyncError(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  if (nameOf(error) === 'QuotaExceededError') {
    return new SyncError('quota', 'This device has no room left. Free some space; what is here already is safe.', {
      cause: error,
    });
  }
  if (isTransient(error)) {
    return new SyncError('storage', "This device's own copy could not be used just now. Please try again.", {
      cause: error,
    });
  }
  const what = error instanceof Error && error.message ? ` (${error.message})` : '';
  return new SyncError('defect', `This device's copy could not be read or written${what}. Please reload.`, {
    cause: error,
  });
}

/**
 * The connection went away, which is nothing that was asked of it. Safari cuts the connections of tabs in the
 * background, any browser closes them when its storage process dies; a new connection then works.
 */
const CONNECTION_LOST = new Set(['InvalidStateError', 'AbortError', 'UnknownError', 'DatabaseClosedError']);

/** The new connection did not come, or not yet. */
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
