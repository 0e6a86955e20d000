import type { IncomingHttpHeaders } from 'node:http';
import { type Handler, header } from './message.ts';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
const EXPOSED = 'Content-Encoding, Content-Location, Content-Range, Content-Type, Date, Retry-After, Location';
const ALLOWED = 'authorization, apikey, content-type, prefer, range, x-client-info, x-supabase-api-version';

/**
 * Allows any origin, as a hosted project does: requests are authorized by tokens and never by cookies, so the origin
 * does not matter.
 */
export function withCors(handle: Handler): Handler {
  return async (request) => {
    if (request.method === 'OPTIONS') return { status: 204, headers: preflight(request.headers) };
    const reply = await handle(request);
    const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': EXPOSED };
    return { ...reply, headers: { ...headers, ...reply.headers } };
  };
}

function preflight(headers: IncomingHttpHeaders): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': METHODS,
    'access-control-allow-headers': header(headers, 'access-control-request-headers') ?? ALLOWED,
    'access-control-max-age': '86400',
    vary: 'access-control-request-headers',
  };
}
