import type { ApiRequest } from '../http/message.ts';
import { AuthError, invalid } from './errors.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

const MIN_PASSWORD = 8;
/** bcrypt silently ignores bytes after the 72nd, so two long passwords that differ at the end would be equal. */
const MAX_PASSWORD_BYTES = 72;
const MAX_EMAIL = 255;
const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body as a JSON object. Endpoints read only the fields they name. */
export async function readObject(request: ApiRequest, limit: number): Promise<JsonObject> {
  const text = (await request.body(limit)).toString('utf8');
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AuthError(400, 'bad_json', 'Could not parse request body as JSON');
  }
  if (!isObject(value)) throw new AuthError(400, 'bad_json', 'The request body must be a JSON object');
  return value;
}

/** A required text field. Rejects NUL, which Postgres cannot store. */
export function text(body: JsonObject, field: string): string {
  const value = body[field];
  if (typeof value !== 'string' || value === '') throw invalid(`${field} is required and must be a text`);
  if (value.includes('\0')) throw invalid(`${field} contains a character that is not allowed`);
  return value;
}

export function email(body: JsonObject): string {
  const value = body.email;
  if (value === undefined || value === null || value === '') throw invalid('An email address is required');
  const address = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (address.length > MAX_EMAIL || !EMAIL.test(address) || address.includes('..')) {
    throw invalid('Unable to validate email address: invalid format');
  }
  return address;
}

/** A new password. Only its length is checked. */
export function newPassword(body: JsonObject): string {
  const value = body.password;
  if (typeof value !== 'string' || value === '') throw invalid('A valid password is required');
  if (value.includes('\0')) throw invalid('The password contains a character that is not allowed');
  if ([...value].length < MIN_PASSWORD) {
    const message = `Password should be at least ${MIN_PASSWORD} characters.`;
    throw new AuthError(422, 'weak_password', message, { details: { weak_password: { reasons: ['length'] } } });
  }
  if (Buffer.byteLength(value) > MAX_PASSWORD_BYTES) {
    throw invalid(`Password cannot be longer than ${MAX_PASSWORD_BYTES} bytes`);
  }
  return value;
}

/** Data that people set about themselves. It becomes `user_metadata` and never grants permissions. */
export function metadata(body: JsonObject): JsonObject {
  const { data } = body;
  if (data === undefined || data === null) return {};
  if (!isObject(data)) throw invalid('data must be a JSON object');
  if (/\\u0000/.test(JSON.stringify(data))) throw invalid('data contains a character that is not allowed');
  return data;
}
