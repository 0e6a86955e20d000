import { type Rate, RateLimiter } from '../http/rate-limiter.ts';
import type { Limits } from '../limits.ts';
import { AuthError, tooManyRequests } from './errors.ts';

/** The rate limits of the auth API, with the status that each caller handles best. */
export class Throttle {
  readonly #token: RateLimiter;
  readonly #account: RateLimiter;
  readonly #verify: RateLimiter;
  readonly #password: RateLimiter;
  readonly #mail: RateLimiter;

  constructor(limits: Limits) {
    const limiter = (rate: Rate) => new RateLimiter(rate);
    this.#token = limiter(limits.tokenRate);
    this.#account = limiter(limits.accountRate);
    this.#verify = limiter(limits.verifyRate);
    this.#password = limiter(limits.passwordRate);
    this.#mail = limiter(limits.mailRate);
  }

  signIn(address: string): void {
    throwIfLimited(this.#token.take(address));
  }

  /**
   * 503 and never 429: supabase-js treats any 4xx on a refresh as the end of the session and signs the person out, but
   * retries after a 5xx.
   */
  refresh(address: string): void {
    const wait = this.#token.take(address);
    if (wait === 0) return;
    throw new AuthError(503, 'over_request_rate_limit', 'Request rate limit reached', { retryAfterMs: wait });
  }

  account(address: string): void {
    throwIfLimited(this.#account.take(address));
  }

  verify(address: string): void {
    throwIfLimited(this.#verify.take(address));
  }

  /** Called before checking a password. Counts by account and address, so that an attacker cannot lock the owner out. */
  passwordAttempt(email: string, address: string): void {
    throwIfLimited(this.#password.wait(`${email} ${address}`));
  }

  wrongPassword(email: string, address: string): void {
    this.#password.take(`${email} ${address}`);
  }

  /** Counts by recipient, with or without an account, so that the response does not reveal which. */
  mail(email: string): void {
    const wait = this.#mail.take(email);
    if (wait === 0) return;
    const message = `For security purposes, you can only request this after ${Math.ceil(wait / 1_000)} seconds.`;
    throw new AuthError(429, 'over_email_send_rate_limit', message, { retryAfterMs: wait });
  }
}

function throwIfLimited(waitMs: number): void {
  if (waitMs > 0) throw tooManyRequests(waitMs);
}
