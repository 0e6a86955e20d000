import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/until.ts';
import { send } from './support/http.ts';
import { PASSWORD, type Project, startProject } from './support/project.ts';

let project: Project;

beforeAll(async () => {
  project = await startProject();
});
afterAll(() => project.stop());

const address = (name: string) => `${name}@example.com`;

async function tokenOf(client: {
  auth: { getSession(): Promise<{ data: { session: { access_token: string } | null } }> };
}) {
  return (await client.auth.getSession()).data.session?.access_token ?? '';
}

const grant = (type: string, body: unknown) => send(project, 'POST', `/auth/v1/token?grant_type=${type}`, { body });
const refresh = (token: string) => grant('refresh_token', { refresh_token: token });
const refreshTokenOf = (body: unknown): string => String((body as { refresh_token?: unknown }).refresh_token);

describe('signing up', () => {
  it('returns a session whose token has the claims of a hosted one', async () => {
    const client = project.client();
    const { data, error } = await client.auth.signUp({
      email: 'New.Person@Example.com ',
      password: PASSWORD,
      options: { data: { name: 'New' } },
    });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({
      email: 'new.person@example.com',
      role: 'authenticated',
      aud: 'authenticated',
      app_metadata: { provider: 'email', providers: ['email'] },
      user_metadata: { name: 'New', email: 'new.person@example.com', email_verified: true },
      is_anonymous: false,
    });
    expect(data.user?.identities).toHaveLength(1);
    const token = data.session?.access_token ?? '';
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({
      iss: `${project.stack.url}/auth/v1`,
      sub: data.user?.id,
      aud: 'authenticated',
      email: 'new.person@example.com',
      phone: '',
      role: 'authenticated',
      aal: 'aal1',
      amr: [{ method: 'password', timestamp: expect.any(Number) }],
      session_id: expect.any(String),
      is_anonymous: false,
    });
    expect(data.session?.expires_in).toBe(3600);
    expect(JSON.stringify(data)).not.toMatch(/\$2[aby]\$/);
  });

  it('rejects an address that has an account, regardless of case', async () => {
    await project.client().auth.signUp({ email: address('twice'), password: PASSWORD });
    const again = await project.client().auth.signUp({ email: address('TWICE'), password: PASSWORD });
    expect(again.error).toMatchObject({ status: 422, code: 'user_already_exists' });
  });

  it('accepts one of two simultaneous sign-ups with the same address', async () => {
    const both = await Promise.all(
      [1, 2].map(() => project.client().auth.signUp({ email: address('race'), password: PASSWORD })),
    );
    expect(both.map((each) => each.error?.code ?? 'ok').toSorted()).toEqual(['ok', 'user_already_exists']);
  });

  it.each([
    ['seven characters', { email: address('p'), password: '1234567' }, 422, 'weak_password'],
    ['73 bytes', { email: address('p'), password: `${'é'.repeat(36)}x` }, 400, 'validation_failed'],
    ['no password', { email: address('p') }, 400, 'validation_failed'],
    ['a number for a password', { email: address('p'), password: 12345678 }, 400, 'validation_failed'],
    ['NUL in the password', { email: address('p'), password: 'abcdefg\0h' }, 400, 'validation_failed'],
    ['no address', { password: PASSWORD }, 400, 'validation_failed'],
    ['a list for an address', { email: [address('p')], password: PASSWORD }, 400, 'validation_failed'],
    ['markup in the address', { email: '<script>@x.y', password: PASSWORD }, 400, 'validation_failed'],
    ['no host in the address', { email: 'x@', password: PASSWORD }, 400, 'validation_failed'],
    ['a line break in the address', { email: 'x@example.com\nbcc: y', password: PASSWORD }, 400, 'validation_failed'],
    ['an address too long', { email: address('a'.repeat(300)), password: PASSWORD }, 400, 'validation_failed'],
    [
      'NUL in the metadata',
      { email: address('p'), password: PASSWORD, data: { name: 'a\0b' } },
      400,
      'validation_failed',
    ],
    [
      'a lone surrogate',
      '{"email":"p@example.com","password":"12345678","data":{"name":"\\ud800"}}',
      400,
      'validation_failed',
    ],
    [
      'metadata that is not an object',
      { email: address('p'), password: PASSWORD, data: 'x' },
      400,
      'validation_failed',
    ],
    ['a list', [], 400, 'bad_json'],
    ['incomplete JSON', '{"email": ', 400, 'bad_json'],
    [
      'more than 16 KB',
      { email: address('p'), password: PASSWORD, data: { name: 'x'.repeat(20_000) } },
      413,
      'request_too_large',
    ],
  ])('rejects %s with its own code', async (_, body, status, code) => {
    const answer = await send(project, 'POST', '/auth/v1/signup', { body });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code: status, error_code: code, msg: expect.any(String) });
  });

  it('ignores role and app metadata in the request', async () => {
    const body = {
      email: address('mass'),
      password: PASSWORD,
      role: 'service_role',
      app_metadata: { admin: true },
      aud: 'x',
      id: '00000000-0000-0000-0000-000000000001',
      is_super_admin: true,
      data: { role: 'service_role', email: 'other@example.com' },
    };
    const answer = await send(project, 'POST', '/auth/v1/signup', { body });
    expect(answer.body).toMatchObject({
      user: { role: 'authenticated', app_metadata: { provider: 'email', providers: ['email'] } },
    });
    expect(answer.body).toMatchObject({ user: { user_metadata: { email: 'mass@example.com' } } });
    const { rows } = await project.admin.query(
      `select role, is_super_admin from auth.users where email = 'mass@example.com'`,
    );
    expect(rows).toEqual([{ role: 'authenticated', is_super_admin: null }]);
  });
});

describe('signing in', () => {
  it('gives the same answer for an unknown account and a wrong password', async () => {
    const { email } = await project.person('alike');
    const wrong = await grant('password', { email, password: 'not the password' });
    const unknown = await grant('password', { email: address('nobody'), password: 'not the password' });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toEqual({ code: 400, error_code: 'invalid_credentials', msg: 'Invalid login credentials' });
    expect(unknown.body).toEqual(wrong.body);
    expect(unknown.status).toBe(wrong.status);
  });

  it('does not accept a longer password with the same first 72 bytes', async () => {
    const password = 'x'.repeat(72);
    await project.client().auth.signUp({ email: address('long'), password });
    expect((await grant('password', { email: address('long'), password })).status).toBe(200);
    expect((await grant('password', { email: address('long'), password: `${password}y` })).status).toBe(400);
  });

  it('rejects an unknown grant type', async () => {
    expect((await grant('pkce', { auth_code: 'x', code_verifier: 'y' })).status).toBe(400);
  });

  it('requires an API key', async () => {
    expect((await send(project, 'GET', '/auth/v1/settings', { key: null })).status).toBe(401);
    expect((await send(project, 'GET', '/auth/v1/settings', { key: 'sb_publishable_other' })).status).toBe(401);
    expect((await send(project, 'GET', '/auth/v1/settings')).status).toBe(200);
    expect((await send(project, 'GET', '/auth/v1/health', { key: null })).status).toBe(200);
  });

  it('answers other paths and methods with 4xx', async () => {
    expect((await send(project, 'POST', '/auth/v1/otp', { body: { email: address('x') } })).status).toBe(404);
    expect((await send(project, 'GET', '/auth/v1/admin/users')).status).toBe(404);
    expect((await send(project, 'DELETE', '/auth/v1/user')).status).toBe(405);
  });
});

describe('refreshing', () => {
  it('rotates the token and keeps the session', async () => {
    const { client } = await project.person('rotate');
    const before = (await client.auth.getSession()).data.session;
    const { data, error } = await client.auth.refreshSession();
    expect(error).toBeNull();
    expect(data.session?.refresh_token).not.toBe(before?.refresh_token);
    expect((await client.auth.getUser()).error).toBeNull();
  });

  it('returns the same new token to simultaneous refreshes', async () => {
    const { client } = await project.person('simultaneous');
    const token = (await client.auth.getSession()).data.session?.refresh_token ?? '';
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(token)));
    expect(answers.map((each) => each.status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map((each) => refreshTokenOf(each.body))).size).toBe(1);
  });

  it('accepts the parent of the active token at any time and returns the active token', async () => {
    const { client, id } = await project.person('parent');
    const first = (await client.auth.getSession()).data.session?.refresh_token ?? '';
    const second = refreshTokenOf((await refresh(first)).body);
    await project.admin.query(
      `update auth.refresh_tokens set updated_at = now() - interval '1 day' where user_id = $1`,
      [id],
    );
    const again = await refresh(first);
    expect(again.status).toBe(200);
    expect(refreshTokenOf(again.body)).toBe(second);
  });

  it('accepts an older token within the reuse interval and returns the active token', async () => {
    const { client } = await project.person('interval');
    const first = (await client.auth.getSession()).data.session?.refresh_token ?? '';
    const third = refreshTokenOf((await refresh(refreshTokenOf((await refresh(first)).body))).body);
    expect(refreshTokenOf((await refresh(first)).body)).toBe(third);
  });

  it('revokes the family when an older token is used later', async () => {
    const { client, id } = await project.person('stolen');
    const first = (await client.auth.getSession()).data.session?.refresh_token ?? '';
    const third = refreshTokenOf((await refresh(refreshTokenOf((await refresh(first)).body))).body);
    await project.admin.query(
      `update auth.refresh_tokens set updated_at = now() - interval '1 minute' where user_id = $1`,
      [id],
    );
    const reuse = await refresh(first);
    expect(reuse).toMatchObject({ status: 400, body: { error_code: 'refresh_token_already_used' } });
    const active = await refresh(third);
    expect(active).toMatchObject({ status: 400, body: { error_code: 'refresh_token_already_used' } });
  });

  it('rejects invalid refresh tokens', async () => {
    expect(await refresh('nonsense')).toMatchObject({ status: 400, body: { error_code: 'refresh_token_not_found' } });
    expect((await grant('refresh_token', {})).status).toBe(400);
    expect((await grant('refresh_token', { refresh_token: { $ne: 1 } })).status).toBe(400);
    expect((await refresh('nul\0byte')).status).toBe(400);
  });
});

describe('the signed-in account', () => {
  it('shows and changes metadata, and removes fields set to null', async () => {
    const { client } = await project.person('meta');
    await client.auth.updateUser({ data: { color: 'red', nested: { a: null } } });
    const { data } = await client.auth.updateUser({ data: { color: null } });
    expect(data.user?.user_metadata).toMatchObject({ name: 'meta', nested: { a: null } });
    expect(data.user?.user_metadata).not.toHaveProperty('color');
  });

  it('changes the password, ends every other session and keeps this one', async () => {
    const { client, email } = await project.person('change');
    const elsewhere = project.client();
    await elsewhere.auth.signInWithPassword({ email, password: PASSWORD });
    const other = (await elsewhere.auth.getSession()).data.session;
    const { error } = await client.auth.updateUser({ password: 'a new password' });
    expect(error).toBeNull();
    expect((await client.auth.getUser()).error).toBeNull();
    const gone = await send(project, 'GET', '/auth/v1/user', { token: other?.access_token ?? '' });
    expect(gone).toMatchObject({ status: 403, body: { error_code: 'session_not_found' } });
    expect((await refresh(other?.refresh_token ?? '')).body).toMatchObject({ error_code: 'refresh_token_not_found' });
    expect((await grant('password', { email, password: PASSWORD })).status).toBe(400);
    expect((await grant('password', { email, password: 'a new password' })).status).toBe(200);
  });

  it('rejects the same password, a short one, and another account’s address', async () => {
    const { client } = await project.person('same');
    const other = await project.person('other');
    expect((await client.auth.updateUser({ password: PASSWORD })).error).toMatchObject({ code: 'same_password' });
    expect((await client.auth.updateUser({ password: 'short' })).error).toMatchObject({ code: 'weak_password' });
    expect((await client.auth.updateUser({ email: other.email })).error).toMatchObject({ code: 'email_exists' });
  });

  it('changes the email address everywhere it is stored', async () => {
    const { client } = await project.person('moving');
    const { data } = await client.auth.updateUser({ email: address('moved') });
    expect(data.user).toMatchObject({ email: 'moved@example.com', user_metadata: { email: 'moved@example.com' } });
    expect(data.user?.identities?.[0]?.identity_data).toMatchObject({ email: 'moved@example.com' });
  });

  it('cannot change its own role', async () => {
    const { client } = await project.person('climber');
    const body = { role: 'service_role', app_metadata: { admin: true }, banned_until: null };
    const answer = await send(project, 'PUT', '/auth/v1/user', { body, token: await tokenOf(client) });
    expect(answer.body).toMatchObject({
      role: 'authenticated',
      app_metadata: { provider: 'email', providers: ['email'] },
    });
  });

  it.each([
    ['no token', undefined, 401, 'no_authorization'],
    ['nonsense', 'nonsense', 403, 'bad_jwt'],
    [
      'a token without signature',
      `${btoa('{"alg":"none"}')}.${btoa('{"sub":"x","role":"authenticated","exp":9999999999}')}.`,
      403,
      'bad_jwt',
    ],
    ['the publishable key', 'sb_publishable_local', 403, 'bad_jwt'],
  ])('is closed to %s', async (_, token, status, code) => {
    const answer = await send(project, 'GET', '/auth/v1/user', token === undefined ? {} : { token });
    expect(answer).toMatchObject({ status, body: { error_code: code } });
  });
});

describe('signing out', () => {
  it.each([
    ['local', ['gone', 'here', 'here']],
    ['others', ['here', 'gone', 'gone']],
    ['global', ['gone', 'gone', 'gone']],
  ] as const)('with scope %s ends exactly these sessions', async (scope, expected) => {
    const { client, email } = await project.person(scope);
    const others = [project.client(), project.client()];
    for (const other of others) await other.auth.signInWithPassword({ email, password: PASSWORD });
    const tokens = await Promise.all([client, ...others].map(tokenOf));
    expect((await client.auth.signOut({ scope })).error).toBeNull();
    const answers = await Promise.all(tokens.map((token) => send(project, 'GET', '/auth/v1/user', { token })));
    expect(answers.map((each) => (each.status === 200 ? 'here' : 'gone'))).toEqual(expected);
    expect(answers.filter((each) => each.status !== 200).every((each) => each.status === 403)).toBe(true);
  });

  it('rejects an unknown scope', async () => {
    const { client } = await project.person('scope');
    const token = await tokenOf(client);
    expect((await send(project, 'POST', '/auth/v1/logout?scope=everything', { token })).status).toBe(400);
  });
});

interface KeptMail {
  readonly to: string;
  readonly text: string;
}

async function mailTo(to: string): Promise<{ tokenHash: string; code: string; text: string }> {
  return eventually(async () => {
    const { body } = await send(project, 'GET', '/mailbox/messages');
    const mail = (body as KeptMail[]).find((each) => each.to === to);
    if (mail === undefined) throw new Error(`no mail to ${to}`);
    const link = new URL(/https?:\S+/.exec(mail.text)?.[0] ?? '');
    const code = /^\d{8}$/m.exec(mail.text)?.[0] ?? '';
    return { tokenHash: link.searchParams.get('token_hash') ?? '', code, text: mail.text };
  });
}

describe('a forgotten password', () => {
  it('can be reset with the link, once', async () => {
    const { email } = await project.person('forgot');
    const client = project.client();
    expect((await client.auth.resetPasswordForEmail(email)).error).toBeNull();
    const { tokenHash } = await mailTo(email);
    const { data, error } = await client.auth.verifyOtp({ type: 'recovery', token_hash: tokenHash });
    expect(error).toBeNull();
    expect(data.user?.email).toBe(email);
    expect((await client.auth.updateUser({ password: 'another password' })).error).toBeNull();
    expect((await grant('password', { email, password: 'another password' })).status).toBe(200);
    const again = await project.client().auth.verifyOtp({ type: 'recovery', token_hash: tokenHash });
    expect(again.error).toMatchObject({ status: 403, code: 'otp_expired' });
  });

  it('can be reset with the code, once, even by two simultaneous requests', async () => {
    const { email } = await project.person('coded');
    await project.client().auth.resetPasswordForEmail(email);
    const { code } = await mailTo(email);
    const both = await Promise.all(
      [1, 2].map(() => project.client().auth.verifyOtp({ type: 'recovery', email, token: code })),
    );
    expect(both.map((each) => each.error?.code ?? 'ok').toSorted()).toEqual(['ok', 'otp_expired']);
  });

  it('gives the same answer for an address without an account, and sends nothing', async () => {
    const { email } = await project.person('known');
    const known = await send(project, 'POST', '/auth/v1/recover', { body: { email } });
    const unknown = await send(project, 'POST', '/auth/v1/recover', { body: { email: address('stranger') } });
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    const throttled = await Promise.all(
      [email, address('stranger')].map((each) => send(project, 'POST', '/auth/v1/recover', { body: { email: each } })),
    );
    expect(throttled.map((each) => each.status)).toEqual([429, 429]);
    expect(throttled[0]?.body).toMatchObject({ error_code: 'over_email_send_rate_limit' });
    await mailTo(email);
    const { body } = await send(project, 'GET', '/mailbox/messages');
    expect((body as KeptMail[]).some((each) => each.to === address('stranger'))).toBe(false);
  });

  it('voids the code after five wrong ones, and never reveals whether one exists', async () => {
    const { email } = await project.person('guessed');
    await project.client().auth.resetPasswordForEmail(email);
    const { code } = await mailTo(email);
    const guess = (to: string, token: string) =>
      send(project, 'POST', '/auth/v1/verify', { body: { type: 'recovery', email: to, token } });
    const unknown = await guess(address('nobody'), '12345678');
    for (let i = 0; i < 5; i += 1) {
      const wrong = await guess(email, String((Number(code) + i + 1) % 1e8).padStart(8, '0'));
      expect([wrong.status, wrong.body]).toEqual([unknown.status, unknown.body]);
    }
    expect((await guess(email, code)).status).toBe(403);
  });

  it('expires after ten minutes', async () => {
    const { email, id } = await project.person('late');
    await project.client().auth.resetPasswordForEmail(email);
    const { tokenHash, code } = await mailTo(email);
    await project.admin.query(
      `update auth.one_time_tokens set created_at = created_at - interval '10 minutes 1 second' where user_id = $1`,
      [id],
    );
    const client = project.client();
    expect((await client.auth.verifyOtp({ type: 'recovery', token_hash: tokenHash })).error?.code).toBe('otp_expired');
    expect((await client.auth.verifyOtp({ type: 'recovery', email, token: code })).error?.code).toBe('otp_expired');
  });

  it('links only to the app', async () => {
    const ours = await project.person('ours');
    await project.client().auth.resetPasswordForEmail(ours.email, { redirectTo: `${project.stack.url}/new-password` });
    expect((await mailTo(ours.email)).text).toContain(`${project.stack.url}/new-password?token_hash=`);
    const theirs = await project.person('theirs');
    await project.client().auth.resetPasswordForEmail(theirs.email, { redirectTo: 'https://evil.example/collect' });
    expect((await mailTo(theirs.email)).text).not.toContain('evil.example');
  });
});

describe('rate limits', () => {
  const slow = { burst: 2, everyMs: 60_000 };

  it('return 429 with Retry-After, and 503 for a refresh', async () => {
    const strict = await startProject({ limits: { tokenRate: slow, accountRate: slow } });
    try {
      const { client, email } = await strict.person('throttled');
      const token = (await client.auth.getSession()).data.session?.refresh_token;
      const password = () =>
        send(strict, 'POST', '/auth/v1/token?grant_type=password', { body: { email, password: PASSWORD } });
      expect([(await password()).status, (await password()).status]).toEqual([200, 200]);
      const refused = await password();
      expect(refused).toMatchObject({ status: 429, body: { error_code: 'over_request_rate_limit' } });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      const body = { refresh_token: token };
      expect((await send(strict, 'POST', '/auth/v1/token?grant_type=refresh_token', { body })).status).toBe(503);
    } finally {
      await strict.stop();
    }
  });

  it('stop password guessing', async () => {
    const strict = await startProject({ limits: { passwordRate: slow } });
    try {
      const { email } = await strict.person('guess');
      const guess = (password: string) =>
        send(strict, 'POST', '/auth/v1/token?grant_type=password', { body: { email, password } });
      expect([(await guess('wrong 1st')).status, (await guess('wrong 2nd')).status]).toEqual([400, 400]);
      expect((await guess(PASSWORD)).status).toBe(429);
    } finally {
      await strict.stop();
    }
  });
});
