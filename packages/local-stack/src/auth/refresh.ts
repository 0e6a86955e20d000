import type pg from 'pg';
import { transaction } from '../database/pools.ts';
import { AuthError } from './errors.ts';
import type { JsonObject } from './input.ts';
import { newRefreshToken, type OpenSession } from './sessions.ts';
import { isBanned, type Queryable, type UserRow, userById } from './users.ts';

interface TokenRow {
  readonly token: string;
  readonly parent: string | null;
  readonly revoked: boolean;
  readonly age_seconds: number;
}

const notFound = (): AuthError =>
  new AuthError(400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found');

const alreadyUsed = (): AuthError =>
  new AuthError(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used');

export interface Refreshed {
  readonly user: UserRow;
  readonly session: OpenSession;
}

/**
 * Exchanges a refresh token. A session has one active token, and using it replaces it. A replaced token still returns the
 * active one in two cases that happen to legitimate clients: it is the active token's parent (the last response was
 * lost), or it was replaced within `reuseSeconds` (two tabs at once). Any other reuse means a stolen copy, and the whole
 * family is revoked.
 *
 * Locks the session row first, so that refreshes of one family run one after the other. Locking the tokens instead could
 * deadlock two requests with different tokens of one family.
 */
export async function refreshSession(pool: pg.Pool, presented: string, reuseSeconds: number): Promise<Refreshed> {
  const outcome = await transaction(pool, async (db) => {
    const session = await lockSession(db, presented);
    if (session === null) return notFound();
    const user = await userById(db, session.user_id);
    if (user === null) return notFound();
    if (isBanned(user)) return new AuthError(400, 'user_banned', 'User is banned');
    const token = await currentToken(db, session.id, presented, reuseSeconds);
    if (token instanceof AuthError) return token;
    await db.query(
      `update auth.sessions set refreshed_at = now() at time zone 'utc', updated_at = now() where id = $1`,
      [session.id],
    );
    return { user, session: { id: session.id, refreshToken: token, amr: await amr(db, session.id) } };
  });
  // Thrown after the transaction, because an exception inside would roll back the revocation.
  if (outcome instanceof AuthError) throw outcome;
  return outcome;
}

async function lockSession(db: Queryable, presented: string): Promise<{ id: string; user_id: string } | null> {
  const { rows } = await db.query<{ id: string; user_id: string }>(
    `select s.id, s.user_id from auth.sessions s
     where s.id = (select r.session_id from auth.refresh_tokens r where r.token = $1)
       and (s.not_after is null or s.not_after > now())
     for update`,
    [presented],
  );
  return rows[0] ?? null;
}

/** The token to return, rotated or current, decided on rows read under the session's lock. */
async function currentToken(
  db: Queryable,
  session: string,
  presented: string,
  reuseSeconds: number,
): Promise<string | AuthError> {
  const { rows } = await db.query<TokenRow>(
    `select token, parent, revoked, extract(epoch from clock_timestamp() - updated_at)::float8 as age_seconds
     from auth.refresh_tokens where session_id = $1 and (token = $2 or not revoked) order by id desc`,
    [session, presented],
  );
  const own = rows.find((row) => row.token === presented);
  const active = rows.find((row) => !row.revoked);
  if (own === undefined) return notFound();
  if (!own.revoked) return rotate(db, session, presented);
  if (active !== undefined && (active.parent === presented || own.age_seconds <= reuseSeconds)) return active.token;
  await db.query('update auth.refresh_tokens set revoked = true, updated_at = now() where session_id = $1', [session]);
  return alreadyUsed();
}

async function rotate(db: Queryable, session: string, presented: string): Promise<string> {
  const token = newRefreshToken();
  await Promise.all([
    db.query('update auth.refresh_tokens set revoked = true, updated_at = clock_timestamp() where token = $1', [
      presented,
    ]),
    db.query(
      `insert into auth.refresh_tokens (instance_id, token, user_id, parent, session_id, revoked, created_at, updated_at)
       select instance_id, $2, user_id, token, $3, false, clock_timestamp(), clock_timestamp()
       from auth.refresh_tokens where token = $1`,
      [presented, token, session],
    ),
  ]);
  return token;
}

async function amr(db: Queryable, session: string): Promise<readonly JsonObject[]> {
  const { rows } = await db.query<{ method: string; timestamp: number }>(
    `select authentication_method as method, extract(epoch from created_at)::int as timestamp
     from auth.mfa_amr_claims where session_id = $1 order by created_at`,
    [session],
  );
  return rows;
}
