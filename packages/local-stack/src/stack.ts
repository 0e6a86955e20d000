import type { AddressInfo } from 'node:net';
import type pg from 'pg';
import { type Mailer, type SmtpSettings, smtpMailer } from './auth/mail.ts';
import { AuthService } from './auth/service.ts';
import { DatabaseListener } from './database/listener.ts';
import { createPool, type DatabaseRole, endPool, roleUrl } from './database/pools.ts';
import { type Handler, json } from './http/message.ts';
import { createHttpServer, type Route } from './http/server.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { startMaintenance } from './maintenance.ts';
import { prepareDatabase, type Secrets } from './postgres/prepare.ts';
import { RealtimeService } from './realtime/service.ts';
import { SchemaCache } from './rest/schema-cache.ts';
import { RestService } from './rest/service.ts';
import { ApiKeys, PUBLISHABLE_KEY } from './tokens/api-keys.ts';
import { TokenService } from './tokens/jwt.ts';
import { Mailbox } from './web/mailbox.ts';
import { withPageHeaders } from './web/page-headers.ts';
import { staticFiles } from './web/static-files.ts';

export interface StackOptions {
  /** Connection string of a superuser for the database to serve. */
  readonly databaseUrl: string;
  readonly migrationsDir: string;
  /** Default 127.0.0.1: reachable from this machine only. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Folder of the built app; without it only the API is served. */
  readonly webRoot?: string | null;
  readonly secrets: Secrets;
  /** Keep emails for `/mailbox` instead of sending them. Default: on without `smtp`. */
  readonly mailbox?: boolean;
  readonly smtp?: SmtpSettings;
  /** The app's public URL, if it differs from the one the stack listens on. No trailing slash. */
  readonly siteUrl?: string;
  readonly limits?: Partial<Limits>;
  readonly log?: (line: string) => void;
}

export interface Stack {
  readonly url: string;
  readonly port: number;
  readonly publishableKey: string;
  readonly serviceRoleKey: string;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/**
 * Serves one database as a Supabase project, with the app, on one origin. Several stacks can run side by side, each with
 * its own database. Migrates the database first, which is quick when it is up to date.
 *
 * @throws Error with `code: 'EADDRINUSE'` when the port is taken.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  let stopping: Promise<void> | null = null;
  // Connections that end because the stack stops are not logged.
  const log = (line: string) => (stopping === null ? options.log?.(line) : undefined);
  const { databaseUrl, secrets } = options;
  await prepareDatabase({ adminUrl: databaseUrl, migrationsDir: options.migrationsDir, secrets, log });
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const tokens = new TokenService(secrets.jwtSecret);
  const keys = await ApiKeys.create(tokens);
  const url = (role: DatabaseRole) => roleUrl(databaseUrl, role, secrets.databasePassword);
  const pool = (role: DatabaseRole, max: number) => createPool({ url: url(role), max, name: `rockon ${role}`, log });
  const pools = {
    auth: pool('supabase_auth_admin', 5),
    rest: pool('authenticator', limits.restConnections),
    realtime: pool('realtime_local', 4),
  };
  const listener = new DatabaseListener({ url: url('realtime_local'), log });
  const cache = new SchemaCache(pools.rest);
  listener.on(
    'pgrst',
    () => cache.invalidate(),
    () => cache.invalidate(),
  );
  const realtime = new RealtimeService({ pool: pools.realtime, listener, tokens, keys, limits, log });
  const mail = createMailer(options);
  let siteUrl = options.siteUrl ?? '';
  const auth = new AuthService({
    pool: pools.auth,
    tokens,
    keys,
    limits,
    secret: secrets.jwtSecret,
    mailer: mail.mailer,
    siteUrl: () => siteUrl,
    log,
  });
  const rest = new RestService({ pool: pools.rest, cache, tokens, keys, limits, log });
  const server = createHttpServer({
    routes: [
      { prefix: '/auth/v1', cors: true, handle: auth.handle },
      { prefix: '/rest/v1', cors: true, handle: rest.handle },
      { prefix: '/realtime/v1', cors: true, handle: socketsOnly },
      { prefix: '/health', cors: false, handle: health(pools.rest) },
      ...mail.routes,
      ...appRoutes(options.webRoot ?? null),
    ],
    onDefect: (error, { method, path }) =>
      log(`${method} ${path} failed: ${error instanceof Error ? error.stack : error}`),
  });
  realtime.attach(server);
  const maintenance = startMaintenance({ databaseUrl, auth: pools.auth, realtime: pools.realtime, log });

  const release = async (): Promise<void> => {
    await auth.settle();
    await Promise.all([listener.stop(), maintenance.stop()]);
    await Promise.all(Object.values(pools).map(endPool));
  };
  try {
    await Promise.all([listener.start(), maintenance.ready]);
    await listening(server, options.port ?? 0, options.host ?? '127.0.0.1');
  } catch (error) {
    await release();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const origin = `http://${hostForUrl(options.host ?? '127.0.0.1')}:${port}`;
  siteUrl ||= origin;

  const stop = async (): Promise<void> => {
    realtime.stop();
    await closed(server);
    await release();
  };
  return {
    url: origin,
    port,
    publishableKey: PUBLISHABLE_KEY,
    serviceRoleKey: keys.serviceRoleKey,
    databaseUrl,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Delivers emails by SMTP, or keeps them and serves the pages that show them. */
function createMailer(options: StackOptions): { mailer: Mailer; routes: readonly Route[] } {
  if (options.mailbox ?? options.smtp === undefined) {
    const mailbox = new Mailbox();
    return { mailer: mailbox, routes: [{ prefix: '/mailbox', cors: false, handle: withPageHeaders(mailbox.handle) }] };
  }
  if (options.smtp !== undefined) return { mailer: smtpMailer(options.smtp), routes: [] };
  const nowhere: Mailer = {
    send: () => Promise.reject(new Error('no way to send email is configured')),
  };
  return { mailer: nowhere, routes: [] };
}

function appRoutes(webRoot: string | null): readonly Route[] {
  return webRoot === null ? [] : [{ prefix: '/', cors: false, handle: withPageHeaders(staticFiles(webRoot)) }];
}

const socketsOnly: Handler = async () =>
  json(404, { message: 'The local Realtime speaks WebSocket only: broadcast after the channel is subscribed.' });

function health(pool: pg.Pool): Handler {
  return async () => {
    try {
      await pool.query('select 1');
      return json(200, { status: 'ok' }, { 'cache-control': 'no-store' });
    } catch {
      return json(503, { status: 'unavailable', message: 'The database cannot be reached.' });
    }
  };
}

function listening(server: ReturnType<typeof createHttpServer>, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      done();
    });
  });
}

/** Lets responses in progress finish within a limit, then closes idle connections, which would keep the server open. */
function closed(server: ReturnType<typeof createHttpServer>): Promise<void> {
  return new Promise((done) => {
    const force = setTimeout(() => server.closeAllConnections(), 2_000);
    server.close(() => {
      clearTimeout(force);
      done();
    });
    server.closeIdleConnections();
  });
}

function hostForUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
