import { type Session as AuthSession, type GoTrueClient, isAuthRetryableFetchError } from '@supabase/auth-js';
import { networkError, signedOut } from './classify.ts';

/** With less than this left auth-js renews a session that it is asked for. */
const RENEWED_BEFORE_MS = 90_000;

/**
 * The access token of this user, fresh if need be. One that is good for a while is taken as it lies on the device:
 * auth-js would first queue for a lock of the whole browser, for every request of every tab.
 *
 * Never `null` and never somebody else's: without a token Supabase takes the caller for `anon`, and what row-level
 * security then answers looks exactly like "everything was deleted".
 */
export async function tokenOf(auth: GoTrueClient, userId: string, kept: AuthSession | null): Promise<string> {
  const lastsMs = (kept?.expires_at ?? 0) * 1000 - Date.now();
  if (kept?.user?.id === userId && kept.access_token && lastsMs > RENEWED_BEFORE_MS) return kept.access_token;
  const { data, error } = await auth.getSession();
  return tokenFrom(data.session, error, userId);
}

/** A new token although the old one looks good here: the server, whose clock counts, called it expired. */
export async function freshTokenOf(auth: GoTrueClient, userId: string): Promise<string> {
  const { data, error } = await auth.refreshSession();
  return tokenFrom(data.session, error, userId);
}

function tokenFrom(
  session: { readonly access_token: string; readonly user: { readonly id: string } } | null,
  error: unknown,
  userId: string,
): string {
  if (session && session.user.id === userId) return session.access_token;
  // The session is there but could not be renewed without a network: nobody was signed out.
  if (!session && isAuthRetryableFetchError(error)) throw networkError(error);
  throw signedOut(error);
}
