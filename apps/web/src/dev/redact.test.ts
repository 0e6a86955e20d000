import { describe, expect, it } from 'vitest';
import { redact, redactText, redactUrl } from './redact.ts';

const jwt = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(20)}`;

describe('the network inspector', () => {
  it('removes passwords and tokens at any depth and under any name', () => {
    const body = {
      email: 'a@example.org',
      password: 'plays-loud-9',
      data: { access_token: jwt, list: [{ refreshToken: 'abc' }, `Bearer ${jwt}`] },
      apikey: 'sb_publishable_local',
    };
    const shown = JSON.stringify(redact(body));
    expect(shown).not.toMatch(/plays-loud|eyJ|"abc"|sb_publishable/);
    expect(shown).toContain('a@example.org');
  });

  it('keeps everything that is no secret', () => {
    const body = { title: 'Creep', seq: 4, tokens: { a: 1 }, at: null, list: [true] };
    expect(redact(body)).toEqual({ ...body, tokens: { a: 1 } });
  });

  it('cleans URLs and text that is not JSON', () => {
    const url = redactUrl('/realtime/v1/websocket?apikey=secret1&vsn=2.0.0', 'http://localhost:1');
    expect(url).toBe('http://localhost:1/realtime/v1/websocket?apikey=[redacted]&vsn=2.0.0');
    expect(redactText(`token is ${jwt}`)).toBe('token is [redacted]');
    expect(redactText('{"password":"x"}')).toEqual({ password: '[redacted]' });
  });
});
