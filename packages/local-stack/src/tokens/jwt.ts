import { errors, jwtVerify, SignJWT } from 'jose';

/** Claims of a verified token, which always has a role and an expiry. */
export interface Claims {
  readonly role: string;
  /** Seconds since the epoch. */
  readonly exp: number;
  readonly sub?: string;
  readonly session_id?: string;
  readonly [claim: string]: unknown;
}

export type TokenProblem = 'malformed' | 'signature' | 'expired' | 'claims';

export type Verdict =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly problem: TokenProblem; readonly expiredAt?: number; readonly message: string };

/** Signs and verifies the project's HS256 tokens. Rejects every other algorithm, including `none`. */
export class TokenService {
  readonly #key: Uint8Array;

  constructor(secret: string) {
    this.#key = new TextEncoder().encode(secret);
  }

  sign(claims: Claims): Promise<string> {
    return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(this.#key);
  }

  async verify(token: string): Promise<Verdict> {
    try {
      const { payload } = await jwtVerify(token, this.#key, { algorithms: ['HS256'] });
      const { role, exp, sub, session_id, ...others } = payload;
      if (typeof role !== 'string' || typeof exp !== 'number') {
        return { ok: false, problem: 'claims', message: 'Fields `role` and `exp` are required in JWT' };
      }
      return {
        ok: true,
        claims: {
          ...others,
          role,
          exp,
          ...(typeof sub === 'string' ? { sub } : {}),
          ...(typeof session_id === 'string' ? { session_id } : {}),
        },
      };
    } catch (error) {
      if (error instanceof errors.JWTExpired) {
        return { ok: false, problem: 'expired', expiredAt: error.payload.exp ?? 0, message: 'JWT expired' };
      }
      if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed) {
        return { ok: false, problem: 'signature', message: 'signature is invalid' };
      }
      if (error instanceof errors.JWTClaimValidationFailed) {
        return { ok: false, problem: 'claims', message: error.message };
      }
      if (error instanceof errors.JOSEError) {
        return { ok: false, problem: 'malformed', message: 'token is malformed' };
      }
      throw error;
    }
  }
}
