import type { ApiKeys } from '../tokens/api-keys.ts';
import type { Claims, TokenService, Verdict } from '../tokens/jwt.ts';

export type Identity = { readonly ok: true; readonly claims: Claims } | { readonly ok: false; readonly reason: string };

/** Verifies tokens and API keys. Reasons are worded as in a hosted project's join replies and `system` messages. */
export class Credentials {
  readonly #tokens: TokenService;
  readonly #keys: ApiKeys;

  constructor(tokens: TokenService, keys: ApiKeys) {
    this.#tokens = tokens;
    this.#keys = keys;
  }

  async identify(token: string): Promise<Identity> {
    const role = this.#keys.roleOf(token);
    if (role !== null) return { ok: true, claims: this.#keys.claims(role) };
    const verdict = await this.#tokens.verify(token);
    return verdict.ok ? verdict : { ok: false, reason: reasonOf(verdict) };
  }

  /** Whether this key or token may open a socket: an API key of the project, or a valid token. */
  async admits(key: string): Promise<boolean> {
    return this.#keys.roleOf(key) !== null || (await this.#tokens.verify(key)).ok;
  }
}

function reasonOf(verdict: Verdict & { ok: false }): string {
  if (verdict.problem === 'expired') {
    const seconds = Math.max(0, Math.floor(Date.now() / 1_000) - (verdict.expiredAt ?? 0));
    return `InvalidJWTToken: Token has expired ${seconds} seconds ago`;
  }
  if (verdict.problem === 'signature') return 'JwtSignatureError: Failed to validate JWT signature';
  if (verdict.problem === 'claims') return `InvalidJWTToken: ${verdict.message}`;
  return 'MalformedJWT: The token provided is not a valid JWT';
}
