import { expect, it } from 'vitest';
import { allowedRedirect } from './redirect.ts';

const SITE = 'https://rockon.example';
const LOCAL = 'http://127.0.0.1:7625';

it.each([
  [`${SITE}/new-password?x=1`, SITE, true],
  ['http://localhost:5173/new-password', LOCAL, true],
  ['http://localhost:5173/new-password', SITE, false],
  ['http://rockon.example/', SITE, false],
  ['https://rockon.example.evil.example/', SITE, false],
  ['https://rockon.example@evil.example/', SITE, false],
  ['javascript:alert(1)', LOCAL, false],
  ['//evil.example', LOCAL, false],
  ['', SITE, false],
])('a mail to %s of the app on %s: %s', (wanted, site, allowed) => {
  expect(allowedRedirect(wanted, site)).toBe(allowed ? wanted : site);
});
