import { SyncError } from '@rockon/sync';
import { createSupabaseBackend } from '@rockon/sync/supabase';
import { GoTrueClient } from '@supabase/auth-js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSupabaseAuth } from './create-auth.ts';

const STORAGE_KEY = 'test-session';
const USER = 'c0ffee00-0000-4000-8000-000000000001';
const SOMEBODY = 'c0ffee00-0000-4000-8000-000000000002';
const SCHEMA = { tables: {}, userTables: [], scopeTables: [], scopes: () => [] };
const PULL = { protocol: 1, cursors: {}, limit: 10 };
const pulled = (user = USER) => ({ protocol: 1, user, now: '2026-01-01T00:00:00Z', scopes: {} });

type Handler = (url: URL, init: RequestInit) => Response | Promise<Response>;

// auth-js logs its errors in addition to returning them.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

/** A token with an expiry; these tests do not check its signature. */
function token(user: string, name: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part({ sub: user, exp: 4_000_000_000, name })}.signature`;
}

const session = (user: string, secondsLeft: number, name = 'first') => ({
  access_token: token(user, name),
  refresh_token: `refresh-${name}`,
  token_type: 'bearer',
  expires_in: secondsLeft,
  expires_at: Math.floor(Date.now() / 1000) + secondsLeft,
  user: { id: user, email: 'a@example.test', user_metadata: { name: 'Ann' }, app_metadata: {}, aud: 'authenticated' },
});

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.close();
  vi.useRealTimers();
});

/** A device with a stored session and a fake network that responds as the handler says; `sent` are the requests. */
function device(stored: object | null, handler: Handler) {
  const kept = new Map<string, string>(stored ? [[STORAGE_KEY, JSON.stringify(stored)]] : []);
  const sent: { readonly path: string; readonly authorization: string | null; readonly body: unknown }[] = [];
  const project: Pick<Parameters<typeof createSupabaseAuth>[0], 'url' | 'key' | 'fetch'> = {
    url: 'https://band.test/',
    key: 'sb_publishable_test',
    fetch: async (input, init = {}) => {
      const url = new URL(String(input));
      sent.push({
        path: url.pathname,
        authorization: new Headers(init.headers).get('Authorization'),
        body: JSON.parse(String(init.body ?? 'null')),
      });
      return handler(url, init);
    },
  };
  const service = createSupabaseAuth({
    ...project,
    storageKey: STORAGE_KEY,
    storage: {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      removeItem: (name) => void kept.delete(name),
    },
  });
  const backend = createSupabaseBackend({ ...project, tokens: service.tokens, WebSocket: class {} as never });
  opened.push(service, backend);
  return { auth: service.auth, remote: backend.remote(USER, SCHEMA), sent, kept };
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

describe('the session', () => {
  test('[F3] without a session nothing is sent', async () => {
    const { remote, sent } = device(null, () => json(pulled()));
    expect((await failure(remote.pull(PULL, never()))).kind).toBe('auth');
    expect(sent).toEqual([]);
  });

  test("[F3] with another user's session nothing is sent", async () => {
    const { remote, sent } = device(session(SOMEBODY, 3_600), () => json(pulled(SOMEBODY)));
    expect((await failure(remote.pull(PULL, never()))).kind).toBe('auth');
    expect(sent).toEqual([]);
  });

  test('an expired session is renewed before the request leaves', async () => {
    const { remote, sent } = device(session(USER, -10), (url) =>
      url.pathname.endsWith('/token') ? json(session(USER, 3_600, 'second')) : json(pulled()),
    );
    await remote.pull(PULL, never());
    expect(sent.map(({ path }) => path)).toEqual(['/auth/v1/token', '/rest/v1/rpc/sync_pull']);
    expect(sent[1]?.authorization).toBe(`Bearer ${token(USER, 'second')}`);
  });

  test('a valid session is used without waiting for the lock of auth-js', async () => {
    const { remote, sent, kept } = device(session(USER, 3_600), () => json(pulled()));
    const asked = vi.spyOn(GoTrueClient.prototype, 'getSession');
    await remote.pull(PULL, never());
    expect(asked).not.toHaveBeenCalled();
    // Signed out by another tab: each request reads the storage again.
    kept.delete(STORAGE_KEY);
    expect((await failure(remote.pull(PULL, never()))).kind).toBe('auth');
    expect(sent).toHaveLength(1);
    asked.mockRestore();
  });

  test('a token that the server calls expired is renewed, and the request repeated once', async () => {
    const { remote, sent } = device(session(USER, 3_600), (url, init) => {
      if (url.pathname.endsWith('/token')) return json(session(USER, 3_600, 'second'));
      const fresh = new Headers(init.headers).get('Authorization') === `Bearer ${token(USER, 'second')}`;
      return fresh ? json(pulled()) : json({ code: 'PGRST303', message: 'JWT expired' }, 401);
    });
    await remote.pull(PULL, never());
    expect(sent.map(({ path }) => path)).toEqual([
      '/rest/v1/rpc/sync_pull',
      '/auth/v1/token',
      '/rest/v1/rpc/sync_pull',
    ]);
  });

  test('a token that the server keeps refusing is `auth`, after one renewal', async () => {
    const { remote, sent } = device(session(USER, 3_600), (url) =>
      url.pathname.endsWith('/token') ? json(session(USER, 3_600, 'second')) : json({ code: 'PGRST301' }, 401),
    );
    expect((await failure(remote.pull(PULL, never()))).kind).toBe('auth');
    expect(sent).toHaveLength(3);
  });

  test('[F6] a renewed token that is refused too is not renewed again before a token was accepted', async () => {
    let names = 0;
    let taken = '';
    const { remote, sent } = device(session(USER, 3_600), (url, init) => {
      if (url.pathname.endsWith('/token')) return json(session(USER, 3_600, `renewed ${++names}`));
      const name = new Headers(init.headers).get('Authorization');
      return name === `Bearer ${token(USER, taken)}` ? json(pulled()) : json({ code: 'PGRST303' }, 401);
    });
    const renewals = () => sent.filter(({ path }) => path.endsWith('/token')).length;
    for (let attempt = 0; attempt < 3; attempt += 1)
      expect((await failure(remote.pull(PULL, never()))).kind).toBe('auth');
    expect(renewals()).toBe(1);
    taken = 'renewed 1';
    await remote.pull(PULL, never());
    taken = 'renewed 2';
    await remote.pull(PULL, never());
    expect(renewals()).toBe(2);
  });

  test.each<[what: string, answer: () => Response]>([
    ['throttled', () => json({ code: 429, error_code: 'over_request_rate_limit' }, 429)],
    ['a captive portal', () => new Response('<html>Log in</html>', { headers: { 'Content-Type': 'text/html' } })],
  ])('[F3] one that cannot be renewed at the moment is kept: %s', async (_, answer) => {
    vi.useFakeTimers();
    const { auth, remote, sent, kept } = device(session(USER, -10), (url) =>
      url.pathname.endsWith('/token') ? answer() : json(pulled()),
    );
    const failed = failure(remote.pull(PULL, never()));
    await vi.advanceTimersByTimeAsync(15_000);
    expect((await failed).kind).toBe('offline');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(kept.has(STORAGE_KEY)).toBe(true);
    expect(auth.currentSession()).toEqual({ userId: USER, email: 'a@example.test', name: 'Ann' });
    expect(sent.filter(({ path }) => path.startsWith('/rest'))).toEqual([]);
  });
});
