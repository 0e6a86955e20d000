import { json, type Reply } from '../http/message.ts';

/** An error in GoTrue's format; the client acts on `code` and shows `message`. */
export class AuthError extends Error {
  override readonly name = 'AuthError';
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfterMs: number | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: Readonly<Record<string, unknown>>; retryAfterMs?: number } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = more.details ?? {};
    this.retryAfterMs = more.retryAfterMs;
  }

  reply(): Reply {
    const body = { code: this.status, error_code: this.code, msg: this.message, ...this.details };
    if (this.retryAfterMs === undefined) return json(this.status, body);
    return json(this.status, body, { 'retry-after': String(Math.ceil(this.retryAfterMs / 1_000)) });
  }
}

export const invalid = (message: string): AuthError => new AuthError(400, 'validation_failed', message);

/** The same error for an unknown account and a wrong password, so that it does not reveal which. */
export const wrongCredentials = (): AuthError => new AuthError(400, 'invalid_credentials', 'Invalid login credentials');

export const tooManyRequests = (retryAfterMs: number): AuthError =>
  new AuthError(429, 'over_request_rate_limit', 'Request rate limit reached', { retryAfterMs });

export const sessionGone = (): AuthError =>
  new AuthError(403, 'session_not_found', 'Session from session_id claim in JWT does not exist');
