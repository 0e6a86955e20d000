import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { SmtpSettings } from '../auth/mail.ts';

export interface Options {
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  /** An existing Postgres to use instead of the bundled one. */
  readonly databaseUrl: string | null;
  readonly mailbox: boolean;
  readonly smtp: SmtpSettings | null;
  readonly siteUrl: string | null;
  /** Whether rate limits by IP address apply. */
  readonly addressLimits: boolean;
}

export type ParsedOptions =
  | { readonly kind: 'options'; readonly options: Options }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly message: string };

/** R-O-C-K on a phone keypad; no well-known service uses this port. */
const DEFAULT_PORT = 7625;

export const HELP = `Usage: npm start -- [options]

  --port <number>   Port to serve on (default ${DEFAULT_PORT})
  --host <address>  Address to serve on (default 127.0.0.1, this machine only; 0.0.0.0 for all networks)
  --data <folder>   Where data and secrets are kept (default .rockon)
  --mailbox         Keep emails on the page /mailbox (default on this machine only, without SMTP_URL)
  --help            Show this help

Environment:
  DATABASE_URL      A superuser's connection string for a Postgres of your own
  SMTP_URL          smtp://user:password@host:port, to send emails
  SMTP_FROM         Their sender, "RockOn <rockon@example.com>"
  SITE_URL          Where people reach RockOn, if not on the address above
  RATE_LIMITS=off   No limits per address on sign-up and sign-in, for automated tests`;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Parses the command line and the environment, with a message for every mistake. Complex because each option has a line
 * with its default and its error.
 */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): ParsedOptions {
  let values: { port?: string; host?: string; data?: string; mailbox?: boolean; help?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        mailbox: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    return { kind: 'mistake', message: error instanceof Error ? error.message : String(error) };
  }
  if (values.help === true) return { kind: 'help' };
  const port = Number(values.port ?? env.PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return {
      kind: 'mistake',
      message: `"${values.port ?? env.PORT}" is not a port. Use a whole number from 0 to 65535.`,
    };
  }
  for (const name of ['DATABASE_URL', 'SMTP_URL', 'SITE_URL']) {
    if (env[name] && !URL.canParse(env[name])) return { kind: 'mistake', message: `${name} is not a URL.` };
  }
  const host = values.host ?? '127.0.0.1';
  const smtp = env.SMTP_URL ? { url: env.SMTP_URL, from: env.SMTP_FROM ?? 'RockOn <rockon@localhost>' } : null;
  return {
    kind: 'options',
    options: {
      host,
      port,
      dataDir: resolve(values.data ?? '.rockon'),
      databaseUrl: env.DATABASE_URL || null,
      // Anybody who can open the mailbox can reset every password, so it is off where other machines can reach it.
      mailbox: values.mailbox ?? (smtp === null && LOOPBACK.has(host)),
      smtp,
      addressLimits: env.RATE_LIMITS !== 'off',
      siteUrl: env.SITE_URL ? new URL(env.SITE_URL).origin : null,
    },
  };
}
