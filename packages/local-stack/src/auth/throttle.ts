import { type Rate, RateLimiter } from '../http/rate-limiter.ts';
import type { Limits } from '../limits.ts';
import { AuthError, tooManyRequests } from './errors.ts';

/** The rate limits of the auth API, each refused in the way its caller can bear. */
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
    refuse(this.#token.take(address));
  }

  /**
   * 503 and never 429: the client takes any 4xx on a refresh for the end of the session, signs the person out and
   * clears the storage; a 5xx it tries again.
   */
  refresh(address: string): void {
    const wait = this.#token.take(address);
    if (wait === 0) return;
    throw new AuthError(503, 'over_request_rate_limit', 'Request rate limit reached', { retryAfterMs: wait });
  }

  account(address: string): void {
    refuse(this.#account.take(address));
  }

  verify(address: string): void {
    refuse(this.#verify.take(address));
  }

  /** Before a password is checked. By account and address: an attacker elsewhere cannot lock the owner out. */
  passwordAttempt(email: string, address: string): void {
    refuse(this.#password.wait(`${email} ${address}`));
  }

  wrongPassword(email: string, address: string): void {
    this.#password.take(`${email} ${address}`);
  }

  /** By recipient, whether or not there is an account, so that the answer does not tell. */
  mail(email: string): void {
    const wait = this.#mail.take(email);
    if (wait === 0) return;
    const message = `For security purposes, you can only request this after ${Math.ceil(wait / 1_000)} seconds.`;
    throw new AuthError(429, 'over_email_send_rate_limit', message, { retryAfterMs: wait });
  }
}

function refuse(waitMs: number): void {
  if (waitMs > 0) throw tooManyRequests(waitMs);
}
