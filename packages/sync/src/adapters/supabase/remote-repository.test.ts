import { afterEach, describe, expect, test, vi } from 'vitest';
import type { TokenSource } from '../../ports/token-source.ts';
import { SyncError, type SyncErrorKind } from '../../protocol/errors.ts';
import { createSupabaseBackend, type SupabaseBackend } from './backend.ts';

const USER = 'c0ffee00-0000-4000-8000-000000000001';
const SOMEBODY = 'c0ffee00-0000-4000-8000-000000000002';
const SCHEMA = { tables: {}, userTables: [], scopeTables: [], scopes: () => [] };
const PULL = { protocol: 1, cursors: {}, limit: 10 };
const pulled = (user = USER) => ({ protocol: 1, user, now: '2026-01-01T00:00:00Z', scopes: {} });

type Handler = (url: URL, init: RequestInit) => Response | Promise<Response>;

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

const tokens: TokenSource = {
  accessToken: async () => 'token',
  refresh: async () => 'refreshed',
  socketToken: async () => 'token',
  onTokenChange: () => () => {},
};

const opened: SupabaseBackend[] = [];
afterEach(() => {
  for (const backend of opened.splice(0)) backend.close();
  vi.useRealTimers();
});

/** The adapter with a fake network that responds as the handler says; `sent` are the requests. */
function device(handler: Handler) {
  const sent: { readonly path: string; readonly authorization: string | null; readonly body: unknown }[] = [];
  const backend = createSupabaseBackend({
    url: 'https://band.test/',
    key: 'sb_publishable_test',
    tokens,
    fetch: async (input, init = {}) => {
      const url = new URL(String(input));
      sent.push({
        path: url.pathname,
        authorization: new Headers(init.headers).get('Authorization'),
        body: JSON.parse(String(init.body ?? 'null')),
      });
      return handler(url, init);
    },
    WebSocket: class {} as never,
  });
  opened.push(backend);
  return { backend, remote: backend.remote(USER, SCHEMA), sent };
}

async function failure(work: Promise<unknown>): Promise<SyncError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SyncError)) throw new Error(`expected a SyncError, got ${String(error)}`);
  return error;
}

const never = () => new AbortController().signal;

describe('a request', () => {
  test('has the session, the key and one argument, and its response is checked', async () => {
    const { remote, sent } = device(() => json(pulled()));
    expect(await remote.pull(PULL, never())).toEqual(pulled());
    expect(sent).toEqual([
      {
        path: '/rest/v1/rpc/sync_pull',
        authorization: 'Bearer token',
        body: { request: PULL },
      },
    ]);
  });

  test('an action: field names of its argument and response are converted', async () => {
    const { remote, sent } = device(() => json({ code: 'X', expires_at: 't', some: { in_side: 1 } }));
    expect(await remote.call('create_invite', { bandId: 'b' })).toEqual({
      code: 'X',
      expiresAt: 't',
      some: { in_side: 1 },
    });
    expect(sent[0]).toMatchObject({ path: '/rest/v1/rpc/create_invite', body: { request: { band_id: 'b' } } });
  });

  test('an action without a response body (204) returns null', async () => {
    const { remote } = device(() => new Response(null, { status: 204 }));
    expect(await remote.call('leave_band', {})).toBeNull();
  });

  test.each<[what: string, handler: Handler, kind: SyncErrorKind]>([
    ['no network', () => Promise.reject(new TypeError('Failed to fetch')), 'offline'],
    [
      'a captive portal',
      () => new Response('<html>Log in</html>', { headers: { 'Content-Type': 'text/html' } }),
      'offline',
    ],
    ['an answer of another shape', () => json({ hello: 1 }), 'defect'],
    ['an answer for somebody else', () => json(pulled(SOMEBODY)), 'defect'],
    [
      'an unknown protocol',
      () => json({ code: 'PT410', message: 'm', hint: 'upgrade_required' }, 410),
      'upgrade-required',
    ],
    ['a busy server', () => new Response('', { status: 503 }), 'server-busy'],
  ])('[F1] fails by what has to be done: %s', async (_, handler, kind) => {
    const { remote } = device(handler);
    expect((await failure(remote.pull(PULL, never()))).kind).toBe(kind);
  });

  test('times out after fifteen seconds', async () => {
    vi.useFakeTimers();
    const { remote } = device(() => new Promise<Response>(() => {}));
    const failed = failure(remote.pull(PULL, never()));
    await vi.advanceTimersByTimeAsync(15_000);
    expect((await failed).kind).toBe('offline');
  });

  test('ends at once when it is aborted, before and during the call', async () => {
    const { remote, sent } = device(() => new Promise<Response>(() => {}));
    expect((await failure(remote.pull(PULL, AbortSignal.abort()))).kind).toBe('offline');
    expect(sent).toEqual([]);
    const during = new AbortController();
    const failed = failure(remote.pull(PULL, during.signal));
    await expect.poll(() => sent).toHaveLength(1);
    during.abort();
    expect((await failed).kind).toBe('offline');
  });
});

describe('the schema', () => {
  test('a field whose column name does not convert back is refused at the start, by name', () => {
    const { backend } = device(() => json({}));
    const schema = { ...SCHEMA, tables: { songs: { fields: ['title', 'line_2'] } } };
    expect(() => backend.remote(USER, schema)).toThrow('songs: no column name converts back to line_2');
  });
});
