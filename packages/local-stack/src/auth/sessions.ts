import { randomBytes, randomUUID } from 'node:crypto';
import type { Claims, TokenService } from '../tokens/jwt.ts';
import type { JsonObject } from './input.ts';
import { type Queryable, type UserRow, userJson } from './users.ts';

/** Sign-in methods, by GoTrue's names in the `amr` claim. */
export type SignInMethod = 'password' | 'otp';

export interface Client {
  readonly address: string;
  readonly userAgent: string;
}

export interface OpenSession {
  readonly id: string;
  readonly refreshToken: string;
  readonly amr: readonly JsonObject[];
}

export function newRefreshToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Opens a session with its first refresh token, in the caller's transaction. */
export async function openSession(
  db: Queryable,
  user: string,
  method: SignInMethod,
  client: Client,
): Promise<OpenSession> {
  const id = randomUUID();
  const refreshToken = newRefreshToken();
  const statements = [
    db.query(
      `insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip)
       values ($1, $2, now(), now(), 'aal1', $3, $4)`,
      [id, user, client.userAgent.slice(0, 500), client.address],
    ),
    db.query(
      `insert into auth.mfa_amr_claims (id, session_id, authentication_method, created_at, updated_at)
       values (gen_random_uuid(), $1, $2, now(), now())`,
      [id, method],
    ),
    db.query(
      `insert into auth.refresh_tokens (instance_id, token, user_id, session_id, revoked, created_at, updated_at)
       values ('00000000-0000-0000-0000-000000000000', $1, $2, $3, false, now(), now())`,
      [refreshToken, user, id],
    ),
    db.query('update auth.users set last_sign_in_at = now(), updated_at = now() where id = $1', [user]),
  ];
  await Promise.all(statements);
  return { id, refreshToken, amr: [{ method, timestamp: Math.floor(Date.now() / 1_000) }] };
}

export interface SessionAnswers {
  /** The response to every sign-in and refresh: tokens and user. */
  answer(user: UserRow, session: OpenSession): Promise<JsonObject>;
}

/** Builds a session's response: an access token with the claims of a hosted project, and the refresh token. */
export function sessionAnswers(tokens: TokenService, issuer: () => string, lifeSeconds: number): SessionAnswers {
  return {
    async answer(user, session) {
      const now = Math.floor(Date.now() / 1_000);
      const claims: Claims = {
        iss: issuer(),
        sub: user.id,
        aud: user.aud,
        exp: now + lifeSeconds,
        iat: now,
        email: user.email,
        phone: '',
        app_metadata: user.raw_app_meta_data ?? {},
        user_metadata: user.raw_user_meta_data ?? {},
        role: user.role,
        aal: 'aal1',
        amr: session.amr,
        session_id: session.id,
        is_anonymous: user.is_anonymous,
      };
      return {
        access_token: await tokens.sign(claims),
        token_type: 'bearer',
        expires_in: lifeSeconds,
        expires_at: now + lifeSeconds,
        refresh_token: session.refreshToken,
        user: userJson(user),
      };
    },
  };
}

export type LogoutScope = 'global' | 'local' | 'others';

/** Deletes sessions with their refresh tokens. Access tokens stay valid until they expire, as on a hosted project. */
export async function closeSessions(db: Queryable, user: string, session: string, scope: LogoutScope): Promise<void> {
  if (scope === 'global') await db.query('delete from auth.sessions where user_id = $1', [user]);
  else if (scope === 'local')
    await db.query('delete from auth.sessions where id = $1 and user_id = $2', [session, user]);
  else await db.query('delete from auth.sessions where user_id = $1 and id <> $2', [user, session]);
}
