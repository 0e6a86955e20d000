/** A sign-out that hangs would keep the person on the page; everything else may take as long as a request of ours. */
const TIMEOUT_MS = 15_000;
const SIGN_OUT_TIMEOUT_MS = 4_000;

/**
 * The fetch that auth-js gets. It has two ways of losing a session that was perfectly good, and both are met here by
 * giving it an answer that it takes for "no network, try again":
 * - a captive portal's page (200, HTML) instead of a refreshed token,
 * - 429 to a refresh (a rehearsal room behind one address), which is only a request to wait.
 * It also waits for ever on a network that swallows packets, and compares the server's time of expiry with the device's
 * clock: on a device that runs an hour ahead every token looks expired at once. Without `expires_at` it counts
 * `expires_in` from its own clock, which is right whatever that says.
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
