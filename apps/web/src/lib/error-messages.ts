import { SyncError } from '@rockon/sync';

const OFFLINE = "RockOn can't reach the server. Nothing you typed is lost. Try again when you're online.";
const SIGNED_OUT = 'Your session has ended. Sign in again, then retry.';

/** Why an action that needs the server failed: in the server's own words, or `failed` where it gave none. */
export function errorMessage(error: unknown, failed: string): string {
  if (typeof error === 'object' && error !== null && 'kind' in error) {
    if (error.kind === 'offline') return OFFLINE;
    if (error.kind === 'auth') return SIGNED_OUT;
  }
  return error instanceof Error && error.message !== '' ? error.message : failed;
}

/** The server's error code. */
export const errorCode = (error: unknown): string | null =>
  error instanceof SyncError ? (error.detail.code ?? null) : null;

/** Why a write on this device failed, in the words of whatever refused it. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
