import type pg from 'pg';
import type { JsonObject } from './input.ts';

/** A pool, or the connection of a running transaction. */
export type Queryable = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;

export interface UserRow {
  readonly id: string;
  readonly aud: string;
  readonly role: string;
  readonly email: string;
  readonly encrypted_password: string | null;
  readonly email_confirmed_at: Date | null;
  readonly recovery_sent_at: Date | null;
  readonly last_sign_in_at: Date | null;
  readonly raw_app_meta_data: JsonObject | null;
  readonly raw_user_meta_data: JsonObject | null;
  readonly banned_until: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly is_anonymous: boolean;
  readonly identities: readonly JsonObject[];
}

/** Reads a user with its identities in one round trip. */
const SELECT = `
  select u.id, u.aud, u.role, u.email, u.encrypted_password, u.email_confirmed_at, u.recovery_sent_at, u.last_sign_in_at,
         u.raw_app_meta_data, u.raw_user_meta_data, u.banned_until, u.created_at, u.updated_at, u.is_anonymous,
         coalesce((select jsonb_agg(jsonb_build_object(
                     'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data,
                     'provider', i.provider, 'last_sign_in_at', i.last_sign_in_at, 'created_at', i.created_at,
                     'updated_at', i.updated_at, 'email', i.email) order by i.created_at)
                   from auth.identities i where i.user_id = u.id), '[]') as identities
  from auth.users u
  where u.deleted_at is null and not u.is_sso_user and `;

async function one(db: Queryable, name: string, condition: string, values: unknown[]): Promise<UserRow | null> {
  const { rows } = await db.query<UserRow>({ name, text: SELECT + condition, values });
  return rows[0] ?? null;
}

export const userById = (db: Queryable, id: string): Promise<UserRow | null> =>
  one(db, 'user by id', 'u.id = $1', [id]);

export const userByEmail = (db: Queryable, email: string): Promise<UserRow | null> =>
  one(db, 'user by email', 'u.email = $1', [email]);

/** The user of a token, if the token's session still exists. */
export const userOfSession = (db: Queryable, user: string, session: string): Promise<UserRow | null> =>
  one(
    db,
    'user of session',
    'u.id = $1 and exists (select from auth.sessions s where s.id = $2 and s.user_id = u.id)',
    [user, session],
  );

/** Creates a confirmed account with its email identity, in the caller's transaction. */
export async function insertUser(
  db: Queryable,
  user: { id: string; email: string; passwordHash: string; data: JsonObject },
): Promise<void> {
  const identity = { sub: user.id, email: user.email, email_verified: false, phone_verified: false };
  // GoTrue copies the identity into the metadata. It comes last, so that people cannot claim another address there.
  const meta = { ...user.data, ...identity, email_verified: true };
  await db.query(
    `insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, last_sign_in_at,
       raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
       confirmation_token, recovery_token, email_change_token_new, email_change)
     values ('00000000-0000-0000-0000-000000000000', $1, 'authenticated', 'authenticated', $2, $3, now(), now(),
       '{"provider": "email", "providers": ["email"]}', $4, now(), now(), '', '', '', '')`,
    [user.id, user.email, user.passwordHash, JSON.stringify(meta)],
  );
  await db.query(
    `insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
     values ($1::text, $1::uuid, $2, 'email', now(), now(), now())`,
    [user.id, JSON.stringify(identity)],
  );
}

export function isBanned(user: UserRow): boolean {
  return user.banned_until !== null && user.banned_until.getTime() > Date.now();
}

/** The public fields of a user: no password, tokens or internal columns. */
export function userJson(user: UserRow): JsonObject {
  return {
    id: user.id,
    aud: user.aud,
    role: user.role,
    email: user.email,
    email_confirmed_at: user.email_confirmed_at,
    phone: '',
    confirmed_at: user.email_confirmed_at,
    ...(user.recovery_sent_at === null ? {} : { recovery_sent_at: user.recovery_sent_at }),
    last_sign_in_at: user.last_sign_in_at,
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    identities: user.identities,
    created_at: user.created_at,
    updated_at: user.updated_at,
    is_anonymous: user.is_anonymous,
  };
}
