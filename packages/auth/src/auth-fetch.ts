/** Timeout for requests, as everywhere in the app; a sign-out's is shorter because the person waits for it. */
const TIMEOUT_MS = 15_000;
const SIGN_OUT_TIMEOUT_MS = 4_000;

/**
 * A fetch for auth-js that corrects four of its weaknesses:
 * - It takes a captive portal's page (200, HTML) for an answer and drops a valid session. Here that is a network error.
 * - It drops a valid session on 429 to a refresh (many devices behind one address). Here that is 503, "try again".
 * - It has no timeout.
 * - It compares `expires_at` (server time) with the device's clock: on a device whose clock is an hour ahead every token
 *   looks expired. Without `expires_at` it counts `expires_in` from its own clock, which is right on any clock.
 */
export function authFetch(inner: typeof fetch): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const timeout = AbortSignal.timeout(url.pathname.endsWith('/logout') ? SIGN_OUT_TIMEOUT_MS : TIMEOUT_MS);
    const response = await inner(input, { ...init, signal: timeout });
    if (isForeignPage(response)) throw new TypeError('The answer did not come from the sign-in service.');
    const refreshing = url.searchParams.get('grant_type') === 'refresh_token';
    if (refreshing && response.status === 429) return new Response('{}', { status: 503 });
    return response.ok && givesSession(url.pathname) ? withoutExpiryDate(response) : response;
  };
}

const givesSession = (path: string) => /\/(token|signup|verify)$/.test(path);

async function withoutExpiryDate(response: Response): Promise<Response> {
  const { expires_at: _, ...session } = await response.json();
  return new Response(JSON.stringify(session), { status: response.status, headers: response.headers });
}

function isForeignPage(response: Response): boolean {
  const isJson = /\bjson\b/.test(response.headers.get('Content-Type') ?? '');
  return !isJson && response.status !== 204 && response.status < 500;
}
