import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HELP, type Options, readOptions } from './cli/options.ts';
import { loadSecrets } from './cli/secrets.ts';
import { NO_ADDRESS_LIMITS } from './limits.ts';
import { type PostgresServer, startPostgres } from './postgres/server.ts';
import { type Stack, startStack } from './stack.ts';

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const say = (line: string): void => console.log(line);

const DATABASE = 'rockon';

interface Running {
  readonly stack: Stack;
  /** Null for somebody's own Postgres. */
  readonly databaseDir: string | null;
  stop(): Promise<void>;
}

/** Checked before setting up the database, so that a port in use is reported immediately. */
function portIsFree(host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(port, host, () => probe.close(() => done()));
  });
}

async function run(options: Options): Promise<Running> {
  await portIsFree(options.host, options.port);
  await mkdir(options.dataDir, { recursive: true });
  const secrets = await loadSecrets(join(options.dataDir, 'secrets.json'));
  const postgres = options.databaseUrl === null ? await ownPostgres(options.dataDir) : null;
  try {
    const stack = await startStack({
      databaseUrl: options.databaseUrl ?? postgres?.adminUrl(DATABASE) ?? '',
      migrationsDir: fromHere('../../../supabase/migrations'),
      host: options.host,
      port: options.port,
      webRoot: fromHere('../../../apps/web/dist'),
      secrets,
      mailbox: options.mailbox,
      ...(options.smtp === null ? {} : { smtp: options.smtp }),
      ...(options.siteUrl === null ? {} : { siteUrl: options.siteUrl }),
      ...(options.addressLimits ? {} : { limits: NO_ADDRESS_LIMITS }),
      log: (line) => say(`  ${line}`),
    });
    return {
      stack,
      databaseDir: postgres?.dataDir ?? null,
      stop: async () => {
        await stack.stop();
        await postgres?.stop();
      },
    };
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

async function ownPostgres(dataDir: string): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres'), log: (line) => say(`  ${line}`) });
  await server.createDatabase(DATABASE).catch((error: unknown) => {
    // 42P04: it exists from an earlier start.
    if (!(error instanceof Error && 'code' in error && error.code === '42P04')) throw error;
  });
  return server;
}

/** An error message for the person who ran the command. */
function explain(error: unknown, options: Options): string {
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'EADDRINUSE') {
      return (
        `Port ${options.port} on ${options.host} is in use, perhaps by another RockOn.\n` +
        `Stop that program, or choose another port: npm start -- --port ${options.port + 1}`
      );
    }
    if (error.code === 'EACCES')
      return `RockOn has no permission to use port ${options.port} or the folder ${options.dataDir}.`;
    if (error.code === 'EADDRNOTAVAIL') return `This machine has no address ${options.host}.`;
  }
  return error instanceof Error ? error.message : String(error);
}

function whereDataIs(databaseDir: string | null, dataDir: string): string {
  if (databaseDir === null) return `Data is in the database of DATABASE_URL, secrets are in ${dataDir}.`;
  if (databaseDir.startsWith(join(dataDir, sep))) return `Data is in ${dataDir}.`;
  return `The database is in ${databaseDir}, secrets are in ${dataDir}.`;
}

function announce(running: Running, options: Options, startedAt: number): void {
  const { stack } = running;
  say('');
  say(`RockOn is on ${stack.url}  (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`);
  if (options.mailbox) say(`Emails it sends are at ${stack.url}/mailbox`);
  say(`${whereDataIs(running.databaseDir, options.dataDir)} Ctrl+C stops it.`);
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const parsed = readOptions(process.argv.slice(2), process.env);
  if (parsed.kind === 'help') return say(HELP);
  if (parsed.kind === 'mistake') {
    console.error(`${parsed.message}\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  const { options } = parsed;
  const starting = run(options);
  let stopping = false;
  // Registered before the stack is up, because an interrupted start must not leave a database running.
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    // A second signal exits immediately; the database notices and stops by itself.
    if (stopping) process.exit(1);
    stopping = true;
    const running = await starting.catch(() => null);
    say(signal === 'SIGINT' ? '\nStopping …' : 'Stopping …');
    await running?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
  try {
    announce(await starting, options, startedAt);
  } catch (error) {
    console.error(`RockOn could not start.\n${explain(error, options)}`);
    process.exit(1);
  }
}

await main();
