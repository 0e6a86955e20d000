import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { TokenService } from './jwt.ts';

const SECRET = 'a secret of more than thirty-two characters';
const tokens = new TokenService(SECRET);
const soon = () => Math.floor(Date.now() / 1_000) + 60;

const signed = (claims: Record<string, unknown>, alg = 'HS256', secret = SECRET) =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));

describe('a token', () => {
  it('returns the signed claims', async () => {
    const claims = { role: 'authenticated', exp: soon(), sub: 'ann', session_id: 's', app_metadata: { a: [1] } };
    expect(await tokens.verify(await tokens.sign(claims))).toEqual({ ok: true, claims });
  });

  it.each([
    ['that is over', async () => signed({ role: 'x', exp: 1 }), 'expired'],
    ['of another secret', async () => signed({ role: 'x', exp: soon() }, 'HS256', `${SECRET}!`), 'signature'],
    ['of another algorithm', async () => signed({ role: 'x', exp: soon() }, 'HS512'), 'signature'],
    ['that is not signed', async () => new UnsecuredJWT({ role: 'x', exp: soon() }).encode(), 'signature'],
    ['without a role', async () => signed({ exp: soon() }), 'claims'],
    ['without an end', async () => signed({ role: 'x' }), 'claims'],
    ['with an end that is no number', async () => signed({ role: 'x', exp: 'never' }), 'claims'],
    ['that is none', async () => 'nonsense', 'malformed'],
    ['that is empty', async () => '', 'malformed'],
  ])('%s is refused', async (_, make, problem) => {
    expect(await tokens.verify(await make())).toMatchObject({ ok: false, problem });
  });

  it('that was changed by one character is rejected', async () => {
    const token = await tokens.sign({ role: 'authenticated', exp: soon() });
    const [head, body = '', mark] = token.split('.');
    const payload = Buffer.from(body, 'base64url').toString().replace('authenticated', 'service_role');
    const forged = [head, Buffer.from(payload).toString('base64url'), mark].join('.');
    expect(await tokens.verify(forged)).toMatchObject({ ok: false, problem: 'signature' });
  });
});
