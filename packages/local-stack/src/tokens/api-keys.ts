import { createHash, timingSafeEqual } from 'node:crypto';
import { type ApiRequest, header, json, type Reply } from '../http/message.ts';
import type { Claims, TokenService } from './jwt.ts';

/** Public by design: it identifies the local project and grants anonymous access only. */
export const PUBLISHABLE_KEY = 'sb_publishable_local';

/** The year 2100: keys do not expire, but the services require an expiry. */
const KEY_EXPIRY = 4_102_444_800;
const KEY_ISSUED = 1_735_689_600;

export type KeyRole = 'anon' | 'service_role';

/** The project's two API keys: the publishable one, and the secret one of the service role, which bypasses RLS. */
export class ApiKeys {
  readonly serviceRoleKey: string;

  private constructor(serviceRoleKey: string) {
    this.serviceRoleKey = serviceRoleKey;
  }

  /** The service key is derived from the secret alone, so it survives restarts without being stored. */
  static async create(tokens: TokenService): Promise<ApiKeys> {
    const claims = { iss: 'rockon-local', role: 'service_role', iat: KEY_ISSUED, exp: KEY_EXPIRY };
    return new ApiKeys(await tokens.sign(claims));
  }

  roleOf(key: string): KeyRole | null {
    if (key === PUBLISHABLE_KEY) return 'anon';
    return sameSecret(key, this.serviceRoleKey) ? 'service_role' : null;
  }

  /** The claims of a caller with only this key. */
  claims(role: KeyRole): Claims {
    return { role, iss: 'rockon-local', iat: KEY_ISSUED, exp: KEY_EXPIRY };
  }

  /** The gateway's check before every service: null, or the error response. */
  refuse(request: ApiRequest): Reply | null {
    const key = header(request.headers, 'apikey') ?? request.query.get('apikey');
    if (key === undefined || key === null || key === '') {
      const hint = 'No `apikey` request header or url param was found.';
      return json(401, { message: 'No API key found in request', hint });
    }
    if (this.roleOf(key) !== null) return null;
    const hint = 'Double check the API key; the local stack prints its own when it starts.';
    return json(401, { message: 'Invalid API key', hint });
  }
}

function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** The token of `Authorization: Bearer …`; null for any other format, including a bare token. */
export function bearerToken(request: ApiRequest): string | null {
  const value = header(request.headers, 'authorization');
  const match = value === undefined ? null : /^bearer +(\S+)$/i.exec(value.trim());
  return match?.[1] ?? null;
}
