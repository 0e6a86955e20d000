import { SyncError } from '@rockon/sync';

/** What an online-only action says when it failed: the server's own words, or that it needs the network. */
export function errorMessage(error: unknown, action: string): string {
  if (typeof error === 'object' && error !== null && 'kind' in error) {
    if (error.kind === 'offline')
      return `${action} needs a connection. Nothing you typed is lost: try again when you are online.`;
    if (error.kind === 'auth') return `Please sign in again, then ${action.charAt(0).toLowerCase()}${action.slice(1)}.`;
  }
  return error instanceof Error && error.message !== '' ? error.message : `${action} did not work. Please try again.`;
}

/** The server's short name for what went wrong. */
export const errorCode = (error: unknown): string | null =>
  error instanceof SyncError ? (error.detail.code ?? null) : null;

/** Why a write on this device failed, in the words of whatever refused it. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
