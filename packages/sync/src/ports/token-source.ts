/**
 * Access tokens for the server adapters. Whoever implements it owns sign-in, storage and renewal of the session.
 *
 * What the adapters do with a refused token: a request that the server refuses although `accessToken` took its token for
 * valid (the server's clock decides) is repeated once with the token of `refresh`. When that one is refused too, the
 * request fails with `auth`, and the adapter does not refresh again until the server has accepted a token.
 */
export interface TokenSource {
  /**
   * A valid token of this user, renewed first if it is about to expire. Never the token of anybody else and never an
   * empty one: without a token Supabase answers as `anon`, which looks like "everything was deleted".
   * @throws SyncError `auth` when this user is not signed in, `offline` when the session cannot be renewed now.
   */
  accessToken(userId: string): Promise<string>;
  /** A new token, although the present one has not expired by the device's clock. Throws as `accessToken`. */
  refresh(userId: string): Promise<string>;
  /**
   * The token of whoever is signed in, for the socket; null when nobody is.
   * @throws when a session exists but cannot be renewed now: the socket keeps the token that it has.
   */
  socketToken(): Promise<string | null>;
  /**
   * Calls the listener with the new token after a sign-in or a renewal, and with null after a sign-out. Never from inside
   * another method of this port. Returns a function that ends it.
   */
  onTokenChange(listener: (token: string | null) => void): () => void;
}
