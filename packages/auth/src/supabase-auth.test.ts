import { SyncError } from '@rockon/sync';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthChange } from './auth.ts';
import { createSupabaseAuth } from './create-auth.ts';

const STORAGE_KEY = 'test-session';

// auth-js logs its errors in addition to returning them.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

const part = (of: object) => Buffer.from(JSON.stringify(of)).toString('base64url');

const answerTo = (id: string) => ({
  access_token: `${part({ alg: 'HS256' })}.${part({ sub: id, exp: 4_000_000_000 })}.${part({})}`,
  refresh_token: 'r',
  token_type: 'bearer',
  expires_in: 3_600,
  expires_at: 4_000_000_000,
  user: { id, email: 'ann@example.test', user_metadata: { name: 'Ann' } },
});

function device(handler: (path: string) => Response | Promise<Response>) {
  const kept = new Map<string, string>();
  const { auth, close } = createSupabaseAuth({
    storageKey: STORAGE_KEY,
    url: 'https://band.test',
    key: 'sb_publishable_test',
    storage: {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      removeItem: (name) => void kept.delete(name),
    },
    fetch: async (input) => handler(new URL(String(input)).pathname),
  });
  const heard: AuthChange[] = [];
  auth.onChange((change) => heard.push(change));
  return { auth, close, kept, heard };
}

async function failure(work: Promise<unknown>): Promise<SyncError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SyncError)) throw new Error(`expected a SyncError, got ${String(error)}`);
  return error;
}

describe('signing in and out', () => {
  test('a sign-in is stored, visible at once, and reported after it has happened', async () => {
    const { auth, close, heard } = device(() => json(answerTo('ann')));
    expect(auth.currentSession()).toBeNull();
    const session = { userId: 'ann', email: 'ann@example.test', name: 'Ann' };
    expect(await auth.signIn('ann@example.test', 'secret-secret')).toEqual(session);
    expect(auth.currentSession()).toEqual(session);
    await expect.poll(() => heard).toEqual([{ kind: 'signed-in', session }]);
    close();
  });

  test('a sign-up that needs confirmation returns no session', async () => {
    const { auth, close } = device(() => json({ id: 'ann', email: 'ann@example.test' }));
    expect(await auth.signUp('Ann', 'ann@example.test', 'secret-secret')).toBeNull();
    close();
  });

  test('signing out of this device works without a network', async () => {
    const { auth, close, kept, heard } = device((path) =>
      path.endsWith('/logout') ? Promise.reject(new TypeError('Failed to fetch')) : json(answerTo('ann')),
    );
    await auth.signIn('ann@example.test', 'secret-secret');
    await auth.signOut({ scope: 'local' });
    expect(kept.has(STORAGE_KEY)).toBe(false);
    expect(auth.currentSession()).toBeNull();
    await expect.poll(() => heard.map(({ kind }) => kind)).toEqual(['signed-in', 'signed-out']);
    close();
  });

  test('signing out everywhere without a network fails and changes nothing', async () => {
    const { auth, close } = device((path) =>
      path.endsWith('/logout') ? Promise.reject(new TypeError('Failed to fetch')) : json(answerTo('ann')),
    );
    await auth.signIn('ann@example.test', 'secret-secret');
    expect((await failure(auth.signOut({ scope: 'global' }))).kind).toBe('offline');
    expect(auth.currentSession()?.userId).toBe('ann');
    close();
  });

  test.each([
    [400, 'invalid_credentials', 'rejected', 'Wrong email or password.', undefined],
    [422, 'weak_password', 'rejected', 'This password is too easy to guess. Use at least 8 characters.', 'password'],
    [422, 'user_already_exists', 'rejected', 'This email address already has an account. Sign in instead.', 'email'],
    [429, 'over_request_rate_limit', 'server-busy', 'Too many attempts. Wait a minute and try again.', undefined],
  ])('says in words what is wrong: %i %s', async (status, code, kind, message, path) => {
    const { auth, close } = device(() => json({ code: status, error_code: code, msg: 'raw' }, status));
    const error = await failure(auth.signUp('Ann', 'ann@example.test', 'x'));
    expect([error.kind, error.message, error.detail.code, error.detail.path]).toEqual([kind, message, code, path]);
    close();
  });

  test('a lost network is `offline`', async () => {
    const { auth, close } = device(() => Promise.reject(new TypeError('Failed to fetch')));
    expect((await failure(auth.signIn('ann@example.test', 'secret-secret'))).kind).toBe('offline');
    close();
  });

  test('an unreadable session counts as none', () => {
    const { auth, close, kept } = device(() => json({}));
    kept.set(STORAGE_KEY, '{broken');
    expect(auth.currentSession()).toBeNull();
    close();
  });
});

describe('a forgotten password', () => {
  const recovering = (spent = false) =>
    device((path) => {
      if (!path.endsWith('/verify')) return json(path.endsWith('/user') ? answerTo('ann').user : answerTo('ann'));
      return spent ? json({ code: 403, error_code: 'otp_expired', msg: 'gone' }, 403) : json(answerTo('ann'));
    });

  test("opening the link keeps this device's session; setting the new password signs in", async () => {
    const { auth, close, heard, kept } = recovering();
    const recovery = await auth.recover({ tokenHash: 'hash' });
    expect([...kept.keys()]).toEqual([]);
    expect(auth.currentSession()).toBeNull();
    const session = { userId: 'ann', email: 'ann@example.test', name: 'Ann' };
    expect(await recovery.setPassword('a new one, longer')).toEqual(session);
    expect(auth.currentSession()).toEqual(session);
    expect([...kept.keys()]).toEqual([STORAGE_KEY]);
    await expect.poll(() => heard).toEqual([{ kind: 'signed-in', session }]);
    close();
  });

  test('a used or expired link is refused when it is opened', async () => {
    const { auth, close } = recovering(true);
    expect(await failure(auth.recover({ tokenHash: 'hash' }))).toMatchObject({
      kind: 'rejected',
      detail: { code: 'otp_expired' },
    });
    close();
  });
});

describe('changing the email address', () => {
  test.each([
    ['changed', 'ann@new.test'],
    ['confirm-mail', 'ann@example.test'],
  ] as const)('is %s when the server answers %s', async (answer, email) => {
    const { auth, close } = device((path) =>
      json(path.endsWith('/user') ? { ...answerTo('ann').user, email } : answerTo('ann')),
    );
    await auth.signIn('ann@example.test', 'secret-secret');
    expect(await auth.updateEmail('ann@new.test')).toBe(answer);
    close();
  });
});
