import type { ApiRequest } from '../http/message.ts';
import { header } from '../http/message.ts';
import { type ApiKeys, bearerToken } from '../tokens/api-keys.ts';
import type { Claims, TokenService } from '../tokens/jwt.ts';
import { RestError } from './errors.ts';

/**
 * The claims of a request: those of its token, or of its API key without a token. An invalid token is rejected and never
 * treated as anonymous, because the empty lists would look like "everything was deleted".
 */
export async function restCaller(request: ApiRequest, tokens: TokenService, keys: ApiKeys): Promise<Claims> {
  const token = bearerToken(request) ?? apiKey(request);
  const keyRole = keys.roleOf(token);
  if (keyRole !== null) return keys.claims(keyRole);
  const verdict = await tokens.verify(token);
  if (verdict.ok) return verdict.claims;
  const code = verdict.problem === 'expired' || verdict.problem === 'claims' ? 'PGRST303' : 'PGRST301';
  const description = `error="invalid_token", error_description="${verdict.message}"`;
  throw new RestError(401, code, verdict.message, { headers: { 'www-authenticate': `Bearer ${description}` } });
}

function apiKey(request: ApiRequest): string {
  return header(request.headers, 'apikey') ?? request.query.get('apikey') ?? '';
}
