import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { sqlState, transaction } from '../database/pools.ts';
import { AuthError, wrongCredentials } from './errors.ts';
import { email, type JsonObject, metadata, newPassword, text } from './input.ts';
import type { Passwords } from './passwords.ts';
import { clearTickets } from './recovery.ts';
import { type Client, closeSessions, type OpenSession, openSession } from './sessions.ts';
import type { Throttle } from './throttle.ts';
import { insertUser, isBanned, type UserRow, userByEmail, userById } from './users.ts';

export interface SignedInUser {
  readonly user: UserRow;
  readonly session: OpenSession;
}

/** Accounts with email and password: sign-up, sign-in and changes. */
export class Accounts {
  readonly #pool: pg.Pool;
  readonly #passwords: Passwords;
  readonly #throttle: Throttle;

  constructor(pool: pg.Pool, passwords: Passwords, throttle: Throttle) {
    this.#pool = pool;
    this.#passwords = passwords;
    this.#throttle = throttle;
  }

  async signUp(body: JsonObject, client: Client): Promise<SignedInUser> {
    const user = { id: randomUUID(), email: email(body), data: metadata(body) };
    const passwordHash = await this.#passwords.hash(newPassword(body));
    try {
      return await transaction(this.#pool, async (db) => {
        await insertUser(db, { ...user, passwordHash });
        const session = await openSession(db, user.id, 'password', client);
        const created = await userById(db, user.id);
        if (created === null) throw new Error('the new account was not found');
        return { user: created, session };
      });
    } catch (error) {
      if (sqlState(error) === '23505') throw new AuthError(422, 'user_already_exists', 'User already registered');
      throw error;
    }
  }

  async signIn(body: JsonObject, client: Client): Promise<SignedInUser> {
    const address = email(body);
    const password = text(body, 'password');
    this.#throttle.passwordAttempt(address, client.address);
    const user = await userByEmail(this.#pool, address);
    // bcrypt ignores everything after 72 bytes, so a longer password would match one that is its prefix.
    const tooLong = Buffer.byteLength(password) > 72;
    if (!(await this.#passwords.matches(password, tooLong ? null : (user?.encrypted_password ?? null)))) {
      this.#throttle.wrongPassword(address, client.address);
      throw wrongCredentials();
    }
    if (user === null) throw wrongCredentials();
    if (isBanned(user)) throw new AuthError(400, 'user_banned', 'User is banned');
    return transaction(this.#pool, async (db) => {
      const session = await openSession(db, user.id, 'password', client);
      return { user: (await userById(db, user.id)) ?? user, session };
    });
  }

  /**
   * Changes email, password and metadata; ignores all other fields, including `role` and `app_metadata`. A new password
   * ends all other sessions, which signs out anybody who knew the old one.
   */
  async update(current: UserRow, sessionId: string, body: JsonObject): Promise<UserRow> {
    const password = body.password === undefined || body.password === null ? null : newPassword(body);
    const address = body.email === undefined || body.email === null ? null : email(body);
    const data = metadata(body);
    const removed = Object.keys(data).filter((key) => data[key] === null);
    if (password !== null && (await this.#passwords.matches(password, current.encrypted_password))) {
      throw new AuthError(422, 'same_password', 'New password should be different from the old password.');
    }
    const passwordHash = password === null ? null : await this.#passwords.hash(password);
    try {
      return await transaction(this.#pool, async (db) => {
        await db.query('select from auth.users where id = $1 for update', [current.id]);
        await db.query(
          `update auth.users set updated_at = now(), encrypted_password = coalesce($2, encrypted_password),
             email = coalesce($3, email),
             raw_user_meta_data = (coalesce(raw_user_meta_data, '{}') || $4::jsonb) - $5::text[]
               || case when $3::text is null then '{}' else jsonb_build_object('email', $3::text) end
           where id = $1`,
          [current.id, passwordHash, address, JSON.stringify(data), removed],
        );
        if (address !== null) {
          await db.query(
            `update auth.identities set identity_data = identity_data || jsonb_build_object('email', $2::text), updated_at = now()
             where user_id = $1 and provider = 'email'`,
            [current.id, address],
          );
        }
        if (passwordHash !== null) {
          await closeSessions(db, current.id, sessionId, 'others');
          await clearTickets(db, current.id);
        }
        const changed = await userById(db, current.id);
        if (changed === null) throw new Error('the account no longer exists');
        return changed;
      });
    } catch (error) {
      if (sqlState(error) !== '23505') throw error;
      throw new AuthError(422, 'email_exists', 'A user with this email address has already been registered');
    }
  }
}
