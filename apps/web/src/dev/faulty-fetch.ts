import { type Faults, faults } from './faults.ts';
import { bytesOf, completeNetwork, logNetwork } from './network-log.ts';
import { redactText, redactUrl } from './redact.ts';

const chance = (percent: number) => Math.random() * 100 < percent;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const networkError = (reason: string) => new TypeError(`Failed to fetch (simulated: ${reason})`);

/** The response of a simulated server, with the real server's codes and messages so that it is classified alike. */
function simulatedResponse({ status }: Faults, url: string): Response | null {
  if (status === 'none') return null;
  // A revoked session cannot be refreshed either.
  if (status === '401' && url.includes('grant_type=refresh_token')) {
    const body = {
      code: 400,
      error_code: 'refresh_token_not_found',
      msg: 'Invalid Refresh Token: Refresh Token Not Found',
    };
    return new Response(JSON.stringify(body), { status: 400, headers: { 'content-type': 'application/json' } });
  }
  if (!url.includes('/rest/v1/')) return null;
  const answers = {
    401: { code: 'PGRST301', message: 'JWT expired', details: null, hint: null },
    429: { message: 'Too many requests' },
    500: { code: 'XX000', message: 'Internal error', details: null, hint: null },
  } as const;
  const headers = { 'content-type': 'application/json', ...(status === '429' && { 'retry-after': '2' }) };
  return new Response(JSON.stringify(answers[status]), { status: Number(status), headers });
}

async function withFaults(url: string, request: () => Promise<Response>): Promise<Response> {
  const now = faults.get();
  if (now.latencyMs > 0) await wait(now.latencyMs);
  if (now.offline) throw networkError('offline');
  if (chance(now.lossPercent)) throw networkError('request lost');
  const answer = simulatedResponse(now, url) ?? (await request());
  if (chance(now.lostAnswersPercent)) throw networkError('response lost');
  return answer;
}

/** The engine's fetch in development: applies the simulated faults and writes the network log. */
export const faultyFetch: typeof fetch = async (input, init) => {
  const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
  const sent = typeof init?.body === 'string' ? init.body : '';
  const from = performance.now();
  const n = logNetwork({
    ...{ at: Date.now(), kind: 'request', method: init?.method ?? 'GET', url: redactUrl(url, location.origin) },
    ...{ status: null, durationMs: null, sentBytes: bytesOf(sent), receivedBytes: 0 },
    ...{ sent: sent === '' ? null : redactText(sent), received: null },
  });
  const took = () => Math.round(performance.now() - from);
  try {
    const answer = await withFaults(url, () => fetch(input, init));
    const text = await answer.clone().text();
    const received = text === '' ? null : redactText(text);
    completeNetwork(n, { status: String(answer.status), durationMs: took(), receivedBytes: bytesOf(text), received });
    return answer;
  } catch (error) {
    completeNetwork(n, { status: error instanceof Error ? error.message : 'failed', durationMs: took() });
    throw error;
  }
};
