import { describe, expect, test } from 'vitest';
import { authFetch } from './auth-fetch.ts';

const answering = (response: Response) => authFetch(async () => response);
const json = (status: number, body: unknown = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
const refresh = 'https://a.test/auth/v1/token?grant_type=refresh_token';
const signIn = 'https://a.test/auth/v1/token?grant_type=password';

describe('responses as auth-js sees them', () => {
  test('[F3] a captive portal looks like no network, so the session is kept', async () => {
    const page = new Response('<html>Welcome to the hotel</html>', { headers: { 'Content-Type': 'text/html' } });
    await expect(answering(page)(refresh)).rejects.toThrow(TypeError);
  });

  test('[F3] a throttled refresh looks like a busy server, so the session is kept', async () => {
    expect((await answering(json(429))(refresh)).status).toBe(503);
  });

  test('a throttled sign-in is passed on unchanged', async () => {
    expect((await answering(json(429))(signIn)).status).toBe(429);
  });

  test('responses of the service pass', async () => {
    expect((await answering(json(200, { a: 1 }))(refresh)).status).toBe(200);
    expect((await answering(json(400))(refresh)).status).toBe(400);
    expect((await answering(new Response(null, { status: 204 }))('https://a.test/auth/v1/logout')).status).toBe(204);
    expect((await answering(new Response('bad gateway', { status: 502 }))(refresh)).status).toBe(502);
  });

  test("[F3] expiry is counted by the device's clock from the response on, even if that clock is wrong", async () => {
    const answer = await answering(json(200, { access_token: 'a', expires_in: 3600, expires_at: 1 }))(refresh);
    expect(await answer.json()).toEqual({ access_token: 'a', expires_in: 3600 });
  });
});
