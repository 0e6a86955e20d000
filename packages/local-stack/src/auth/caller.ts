import type { ApiRequest } from '../http/message.ts';
import { bearerToken } from '../tokens/api-keys.ts';
import type { TokenService } from '../tokens/jwt.ts';
import { AuthError, sessionGone } from './errors.ts';
import { type Queryable, type UserRow, userOfSession } from './users.ts';

export interface SignedIn {
  readonly userId: string;
  readonly sessionId: string;
}

/** The caller according to the token's signature, without a look at the database. */
export async function signedIn(request: ApiRequest, tokens: TokenService): Promise<SignedIn> {
  const token = bearerToken(request);
  if (token === null) throw new AuthError(401, 'no_authorization', 'This endpoint requires a valid Bearer token');
  const verdict = await tokens.verify(token);
  if (!verdict.ok) {
    throw new AuthError(403, 'bad_jwt', `invalid JWT: unable to parse or verify signature, ${verdict.message}`);
  }
  const { sub, session_id: session } = verdict.claims;
  if (sub === undefined) throw new AuthError(403, 'bad_jwt', 'invalid claim: missing sub claim');
  if (session === undefined) throw sessionGone();
  return { userId: sub, sessionId: session };
}

/** The caller's user, if the session has not been signed out meanwhile. */
export async function currentUser(db: Queryable, caller: SignedIn): Promise<UserRow> {
  const user = await userOfSession(db, caller.userId, caller.sessionId);
  if (user === null) throw sessionGone();
  return user;
}
