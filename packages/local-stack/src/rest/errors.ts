import pg from 'pg';
import { isUnavailable } from '../database/pools.ts';
import { json, type Reply } from '../http/message.ts';

/** An error in PostgREST's format: `{code, message, details, hint}`. */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;
  readonly code: string;
  readonly details: string | null;
  readonly hint: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: string | null; hint?: string | null; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = more.details ?? null;
    this.hint = more.hint ?? null;
    this.headers = more.headers ?? {};
  }

  reply(): Reply {
    const { code, details, hint, message } = this;
    return json(this.status, { code, details, hint, message }, this.headers);
  }
}

export const badRequest = (message: string, details: string | null = null): RestError =>
  new RestError(400, 'PGRST100', message, { details });

/** HTTP status by SQLSTATE prefix; the longest matching prefix wins, and a state without a match is 400. */
const STATUS: Readonly<Record<string, number>> = {
  '08': 503,
  '09': 500,
  '0L': 403,
  '0P': 403,
  '21000': 500,
  '23503': 409,
  '23505': 409,
  '25': 500,
  '25006': 405,
  '28': 403,
  '2D': 500,
  '38': 500,
  '39': 500,
  '3B': 500,
  '40': 500,
  '42883': 404,
  '42P01': 404,
  '42P17': 500,
  '53': 503,
  '53400': 500,
  '54': 500,
  '55': 500,
  '57': 500,
  '57P01': 503,
  '58': 500,
  F0: 500,
  HV: 500,
  P0: 500,
  P0001: 400,
  XX: 500,
};

const CHALLENGE = { 'www-authenticate': 'Bearer' };

/**
 * The HTTP status of a SQLSTATE. A function sets its own status with `PTxyz`. 42501 is 401 for anonymous callers and 403
 * for signed-in ones.
 */
export function statusOf(state: string, message: string, anonymous: boolean): number {
  if (state === '42501') return anonymous ? 401 : 403;
  if (state === '22023' && /^role .* does not exist$/.test(message)) return 401;
  if (state.startsWith('PT')) {
    const status = Number(state.slice(2));
    return Number.isInteger(status) && status >= 200 && status <= 599 ? status : 500;
  }
  return STATUS[state] ?? STATUS[state.slice(0, 2)] ?? 400;
}

/** The error for the caller. Database errors keep their message; any other error is reported without details. */
export function restError(error: unknown, anonymous: boolean): RestError {
  if (error instanceof RestError) return error;
  if (error instanceof pg.DatabaseError && error.code !== undefined) {
    const { code, message, detail, hint } = error;
    if (code === 'PGRST') return raisedReply(message, detail);
    const status = statusOf(code, message, anonymous);
    const headers = status === 401 ? CHALLENGE : {};
    return new RestError(status, code, message, { details: detail ?? null, hint: hint ?? null, headers });
  }
  if (isUnavailable(error)) {
    return new RestError(503, 'PGRST000', 'Database connection error. Retrying the connection.', {
      headers: { 'retry-after': '1' },
    });
  }
  return new RestError(500, 'PGRSTX00', 'Internal server error');
}

interface RaisedMessage {
  code?: unknown;
  message?: unknown;
  details?: unknown;
  hint?: unknown;
}

/** `raise sqlstate 'PGRST'`: message and detail hold the whole response as JSON. */
function raisedReply(message: string, detail: string | undefined): RestError {
  try {
    const body = JSON.parse(message) as RaisedMessage;
    const answer = JSON.parse(detail ?? '') as { status?: unknown; headers?: Record<string, string> };
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    return new RestError(Number(answer.status), text(body.code) ?? '', text(body.message) ?? '', {
      details: text(body.details),
      hint: text(body.hint),
      headers: answer.headers ?? {},
    });
  } catch {
    const details = 'MESSAGE and DETAIL of an error raised with SQLSTATE PGRST must be JSON objects';
    return new RestError(500, 'PGRST121', 'Could not parse JSON in the "RAISE SQLSTATE \'PGRST\'" error', { details });
  }
}
