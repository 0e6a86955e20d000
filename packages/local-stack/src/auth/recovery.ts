import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type pg from 'pg';
import { transaction } from '../database/pools.ts';
import { AuthError } from './errors.ts';
import { type Queryable, type UserRow, userByEmail, userById } from './users.ts';

const CODE_DIGITS = 8;

/** The same error for a wrong, used, expired or never issued code. */
const invalidCode = (): AuthError => new AuthError(403, 'otp_expired', 'Token has expired or is invalid');

export interface RecoveryOptions {
  readonly pool: pg.Pool;
  readonly secret: string;
  readonly lifeSeconds: number;
  readonly attempts: number;
}

export interface RecoveryTicket {
  readonly tokenHash: string;
  readonly code: string;
}

/**
 * One-time recovery tickets. The link contains 224 random bits. The short code is an HMAC of them with the server's
 * secret: the table alone does not reveal it, and links cannot be derived from address and code, which would bypass the
 * limit on wrong codes.
 */
export class Recovery {
  readonly #options: RecoveryOptions;
  /** Wrong codes by email address since its last ticket. */
  readonly #wrong = new Map<string, number>();

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** Issues a ticket and voids the previous one; null without an account. */
  async issue(email: string): Promise<RecoveryTicket | null> {
    const user = await userByEmail(this.#options.pool, email);
    if (user === null) return null;
    const tokenHash = randomBytes(28).toString('hex');
    await transaction(this.#options.pool, async (db) => {
      await clearTickets(db, user.id);
      await db.query(
        `insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to, created_at, updated_at)
         values (gen_random_uuid(), $1, 'recovery_token', $2, $3, now() at time zone 'utc', now() at time zone 'utc')`,
        [user.id, tokenHash, email],
      );
      await db.query('update auth.users set recovery_token = $2, recovery_sent_at = now() where id = $1', [
        user.id,
        tokenHash,
      ]);
    });
    this.#wrong.delete(email);
    return { tokenHash, code: this.#codeOf(tokenHash) };
  }

  /** Redeems the ticket of a link, in the caller's transaction. */
  async redeemLink(db: Queryable, tokenHash: string): Promise<UserRow> {
    return this.#redeem(db, tokenHash);
  }

  /** Redeems the ticket of a typed code. Too many wrong codes void it, because eight digits can be guessed. */
  async redeemCode(db: Queryable, email: string, code: string): Promise<UserRow> {
    const { rows } = await db.query<{ token_hash: string }>(
      `select t.token_hash from auth.one_time_tokens t join auth.users u on u.id = t.user_id
       where u.email = $1 and t.token_type = 'recovery_token'`,
      [email],
    );
    const tokenHash = rows[0]?.token_hash ?? '';
    const expected = this.#codeOf(tokenHash);
    const wrong = this.#wrong.get(email) ?? 0;
    const matches = wrong < this.#options.attempts && sameText(code, expected);
    if (tokenHash !== '' && matches) return this.#redeem(db, tokenHash);
    // Count only addresses with a ticket, so that requests with random addresses cannot fill the map.
    if (tokenHash !== '') this.#wrong.set(email, wrong + 1);
    throw invalidCode();
  }

  async #redeem(db: Queryable, tokenHash: string): Promise<UserRow> {
    // The delete decides a race: of two requests with the same link, only one gets the row.
    const { rows } = await db.query<{ user_id: string; fresh: boolean }>(
      `delete from auth.one_time_tokens where token_hash = $1 and token_type = 'recovery_token'
       returning user_id, created_at > (now() at time zone 'utc') - make_interval(secs => $2) as fresh`,
      [tokenHash, this.#options.lifeSeconds],
    );
    const [ticket] = rows;
    if (ticket?.fresh !== true) throw invalidCode();
    await db.query(`update auth.users set recovery_token = '' where id = $1`, [ticket.user_id]);
    const user = await userById(db, ticket.user_id);
    if (user === null) throw invalidCode();
    return user;
  }

  #codeOf(tokenHash: string): string {
    const digest = createHmac('sha256', this.#options.secret).update(`recovery code:${tokenHash}`).digest();
    return (digest.readBigUInt64BE() % BigInt(10 ** CODE_DIGITS)).toString().padStart(CODE_DIGITS, '0');
  }
}

export async function clearTickets(db: Queryable, user: string): Promise<void> {
  await db.query('delete from auth.one_time_tokens where user_id = $1', [user]);
  await db.query(`update auth.users set recovery_token = '' where id = $1`, [user]);
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
