import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

const options = (args: string[], env: Record<string, string> = {}) => {
  const parsed = readOptions(args, env);
  return parsed.kind === 'options' ? parsed.options : parsed;
};

describe('the command line', () => {
  it('listens on this machine only by default', () => {
    expect(options([])).toEqual({
      host: '127.0.0.1',
      port: 7625,
      dataDir: resolve('.rockon'),
      databaseUrl: null,
      mailbox: true,
      smtp: null,
      siteUrl: null,
      addressLimits: true,
    });
  });

  it('opens the mailbox to other machines only when requested', () => {
    expect(options(['--host', '0.0.0.0'])).toMatchObject({ mailbox: false });
    expect(options(['--host', '0.0.0.0', '--mailbox'])).toMatchObject({ mailbox: true });
    expect(options([], { SMTP_URL: 'smtp://mail.example' })).toMatchObject({
      mailbox: false,
      smtp: { url: 'smtp://mail.example' },
    });
  });

  it.each([
    [['--port', 'abc'], {}, '"abc" is not a port'],
    [['--port', '70000'], {}, 'not a port'],
    [['--prot', '1'], {}, '--prot'],
    [['stray'], {}, 'stray'],
    [[], { DATABASE_URL: 'nonsense' }, 'DATABASE_URL is not a URL'],
    [[], { SITE_URL: 'nonsense' }, 'SITE_URL is not a URL'],
  ])('explains %j %j', (args, env, message) => {
    expect(readOptions(args, env)).toMatchObject({ kind: 'mistake', message: expect.stringContaining(message) });
  });
});
