import { isAuthApiError, isAuthRetryableFetchError, isAuthSessionMissingError } from '@supabase/auth-js';
import { SyncError } from '../../protocol/errors.ts';
import { networkError, signedOut } from './classify.ts';

/** What the sign-in service's codes mean, in words for the person who typed. */
const WORDS: Readonly<Record<string, string>> = {
  invalid_credentials: 'That e-mail address and password do not belong together.',
  user_already_exists: 'There is an account with this e-mail address already. Sign in instead.',
  email_exists: 'There is an account with this e-mail address already. Sign in instead.',
  email_not_confirmed: 'Please confirm your e-mail address first, with the link that we sent you.',
  email_address_invalid: 'This is not an e-mail address.',
  email_address_not_authorized: 'No mail can be sent to this address.',
  weak_password: 'This password is too easy to guess. Take at least 8 characters.',
  same_password: 'This is the password that you had before.',
  otp_expired: 'This code is wrong or too old. Ask for a new one.',
  signup_disabled: 'New accounts cannot be made here.',
  user_banned: 'This account is closed.',
  over_request_rate_limit: 'Too many attempts. Wait a minute and try again.',
  over_email_send_rate_limit: 'We have just sent a mail to this address. Wait a minute and try again.',
};

const FIELDS: Readonly<Record<string, string>> = {
  weak_password: 'password',
  same_password: 'password',
  user_already_exists: 'email',
  email_exists: 'email',
  email_address_invalid: 'email',
  email_address_not_authorized: 'email',
  otp_expired: 'code',
};

/** Any error of auth-js as the one error type of this package. */
export function authError(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  if (isAuthRetryableFetchError(error)) {
    if (error.status === 0) return networkError(error);
    return new SyncError('server-busy', 'The sign-in service is busy. Please try again in a moment.', { cause: error });
  }
  if (isAuthSessionMissingError(error)) return signedOut(error);
  if (!isAuthApiError(error) && !hasCode(error)) return networkError(error);
  const code = error.code ?? 'unknown';
  const path = FIELDS[code];
  const kind = error.status === 429 ? 'server-busy' : 'rejected';
  return new SyncError(kind, WORDS[code] ?? sentence(error.message), { code, ...(path ? { path } : {}), cause: error });
}

/** AuthWeakPasswordError is no AuthApiError, but has the same fields. */
function hasCode(error: unknown): error is { code?: string; status?: number; message: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

function sentence(message: string): string {
  return message === '' ? 'The sign-in service refused this.' : message;
}
