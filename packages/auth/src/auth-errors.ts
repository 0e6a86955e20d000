import { DEFAULT_MESSAGES, SyncError } from '@rockon/sync';
import { isAuthApiError, isAuthRetryableFetchError, isAuthSessionMissingError } from '@supabase/auth-js';
import { AUTH_MESSAGES } from './messages.ts';

/** The form field that an error code is about. */
const FIELDS: Readonly<Record<string, string>> = {
  weak_password: 'password',
  same_password: 'password',
  user_already_exists: 'email',
  email_exists: 'email',
  email_address_invalid: 'email',
  email_address_not_authorized: 'email',
  otp_expired: 'code',
};

/** Converts any error of auth-js to a SyncError. */
export function authError(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  if (isAuthRetryableFetchError(error)) {
    if (error.status === 0) return networkError(error);
    return new SyncError('server-busy', AUTH_MESSAGES.busy, { cause: error });
  }
  if (isAuthSessionMissingError(error)) return signedOut(error);
  if (!isAuthApiError(error) && !hasCode(error)) return networkError(error);
  const code = error.code ?? 'unknown';
  const path = FIELDS[code];
  const kind = error.status === 429 ? 'server-busy' : 'rejected';
  return new SyncError(kind, AUTH_MESSAGES.codes[code] ?? (error.message || AUTH_MESSAGES.rejected), {
    code,
    ...(path ? { path } : {}),
    cause: error,
  });
}

/** AuthWeakPasswordError is not an AuthApiError but has the same fields. */
function hasCode(error: unknown): error is { code?: string; status?: number; message: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** The sign-in service did not answer. */
export function networkError(cause: unknown): SyncError {
  return new SyncError('offline', DEFAULT_MESSAGES.offline, { cause });
}

/** The user has no session on this device. */
export function signedOut(cause?: unknown): SyncError {
  return new SyncError('auth', DEFAULT_MESSAGES.signedOut, { code: 'not_signed_in', cause });
}
