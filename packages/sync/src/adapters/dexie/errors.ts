import { SyncError } from '../../protocol/errors.ts';

/** What a failed transaction means for the person. */
export function toSyncError(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  if (nameOf(error) === 'QuotaExceededError') {
    return new SyncError('quota', 'This device has no room left. Free some space; what is here already is safe.', {
      cause: error,
    });
  }
  const what = error instanceof Error && error.message ? ` (${error.message})` : '';
  // A connection that stays lost comes back with a reload at the latest; anything else is a mistake of ours.
  const kind = isConnectionLost(error) ? 'storage' : 'defect';
  return new SyncError(kind, `This device's copy could not be read or written${what}. Please reload.`, {
    cause: error,
  });
}

/**
 * Whether the connection went away, and not what was asked of it. Safari cuts the connections of tabs in the
 * background, any browser closes them when its storage process dies; a new connection then works.
 */
export function isConnectionLost(error: unknown): boolean {
  const name = nameOf(error);
  return (
    name === 'InvalidStateError' || name === 'AbortError' || name === 'UnknownError' || name === 'DatabaseClosedError'
  );
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}
