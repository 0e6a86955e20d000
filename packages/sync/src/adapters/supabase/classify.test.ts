import { describe, expect, test } from 'vitest';
import type { SyncErrorKind } from '../../protocol/errors.ts';
import { classify, retryAfter } from './classify.ts';
import { SERVER_MESSAGES } from './messages.ts';

const answer = (status: number, body: unknown, header: string | null = null) =>
  classify(SERVER_MESSAGES, { status, body, retryAfter: header });

const error = (
  code: string,
  hint: string | null = null,
  message = 'Words of the server',
  details: string | null = null,
) => ({
  code,
  message,
  hint,
  details,
});

describe('classifying an error response', () => {
  test.each<[what: string, status: number, body: unknown, kind: SyncErrorKind]>([
    ['a page of a captive portal', 200, undefined, 'offline'],
    ['a captive portal that refuses', 403, undefined, 'offline'],
    ['a network that wants a login', 511, undefined, 'offline'],
    ['an expired token', 401, error('PGRST301'), 'auth'],
    ['an expired token, newer PostgREST', 401, error('PGRST303'), 'auth'],
    ['our own "not signed in"', 401, error('PT401', 'not_signed_in'), 'auth'],
    ['a key that the gateway does not know', 401, { message: 'Invalid API key' }, 'auth'],
    ['an unknown protocol', 410, error('PT410', 'upgrade_required'), 'upgrade-required'],
    ['gone, without a hint', 410, error('PT410'), 'upgrade-required'],
    ['a cloned profile', 409, error('PT409', 'client_fork'), 'client-fork'],
    ['a unique violation', 409, error('23505'), 'rejected'],
    ['a malformed request', 400, error('PT400', 'invalid_request'), 'rejected'],
    ['no right to the band', 403, error('PT403', 'forbidden'), 'rejected'],
    ['no right to the function', 403, error('42501'), 'rejected'],
    ['an unknown invite', 404, error('PT404', 'invite_unknown'), 'rejected'],
    ['too much at once', 413, error('PT413', 'too_large'), 'rejected'],
    ['too much at once, said by a proxy', 413, undefined, 'rejected'],
    ['too many attempts', 429, error('PT429', 'too_many'), 'server-busy'],
    ['too many requests, said by a proxy', 429, undefined, 'server-busy'],
    ['a statement timeout', 500, error('57014'), 'server-busy'],
    ['a server without memory', 503, error('53200'), 'server-busy'],
    ['a proxy without a server', 502, undefined, 'server-busy'],
    ['a proxy that waited too long', 504, undefined, 'server-busy'],
    ['a function that is being deployed', 404, error('PGRST202'), 'server-busy'],
    ['a redirect that nobody followed', 304, {}, 'defect'],
  ])('[F1] %s', (_, status, body, kind) => {
    expect(answer(status, body).kind).toBe(kind);
  });

  test('messages of our own functions are shown and name the field; all others get our own words', () => {
    const own = answer(400, error('PT400', 'invalid', 'The name is too long.', 'display_name'));
    expect(own.message).toBe('The name is too long.');
    expect(own.detail).toMatchObject({ code: 'invalid', path: 'displayName' });
    const foreign = answer(400, error('22P02', null, 'invalid input syntax for type uuid: "x"'));
    expect(foreign.message).toBe('The server rejected this.');
    expect(foreign.detail.code).toBe('22P02');
  });

  test('[F2] Retry-After is passed on', () => {
    expect(answer(429, error('PT429'), '7').detail.retryAfterMs).toBe(7_000);
    expect(answer(503, undefined).detail.retryAfterMs).toBeUndefined();
  });

  test('Retry-After in seconds, as a date, in the past, and malformed', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(retryAfter('1.5', now)).toBe(1_500);
    expect(retryAfter('Thu, 01 Jan 2026 00:00:10 GMT', now)).toBe(10_000);
    expect(retryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
    expect(retryAfter('soon', now)).toBeNull();
    expect(retryAfter('', now)).toBeNull();
  });
});
