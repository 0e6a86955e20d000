import type { TokenSource } from '@rockon/sync';
import { type Session as AuthSession, type GoTrueClient, isAuthRetryableFetchError } from '@supabase/auth-js';
import { networkError, signedOut } from './auth-errors.ts';
import type { SupabaseAuth } from './supabase-auth.ts';

/** When asked for the session, auth-js renews one that expires within this time. */
const RENEWED_BEFORE_MS = 90_000;

/** Tokens of the session that SupabaseAuth manages. */
export class SupabaseTokenSource implements TokenSource {
  constructor(
    private readonly client: GoTrueClient,
    private readonly auth: SupabaseAuth,
  ) {}

  /** Reads a token that stays valid for a while from storage: auth-js would first wait for a browser-wide lock. */
  async accessToken(userId: string): Promise<string> {
    const stored = this.auth.stored();
    const leftMs = (stored?.expires_at ?? 0) * 1000 - Date.now();
    if (stored?.user?.id === userId && stored.access_token && leftMs > RENEWED_BEFORE_MS) return stored.access_token;
    const { data, error } = await this.client.getSession();
    return tokenFrom(data.session, error, userId);
  }

  async refresh(userId: string): Promise<string> {
    const { data, error } = await this.client.refreshSession();
    return tokenFrom(data.session, error, userId);
  }

  async socketToken(): Promise<string | null> {
    const { data } = await this.client.getSession();
    if (!data.session && this.auth.currentSession()) throw new Error('The session cannot be renewed right now');
    return data.session?.access_token ?? null;
  }

  onTokenChange(listener: (token: string | null) => void): () => void {
    return this.auth.onChange(({ kind }) =>
      listener(kind === 'signed-out' ? null : (this.auth.stored()?.access_token ?? null)),
    );
  }
}

function tokenFrom(session: AuthSession | null, error: unknown, userId: string): string {
  if (session && session.user.id === userId) return session.access_token;
  // A session exists but could not be renewed offline: nobody was signed out.
  if (!session && isAuthRetryableFetchError(error)) throw networkError(error);
  throw signedOut(error);
}
