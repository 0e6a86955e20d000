import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { ended, environment, HOST, launch, type Place } from './launch.ts';
import { claim, clearLeftover } from './orphaned-processes.ts';
import { type OsUser, ownedFolder, postgresUser, reachableBinaries, reachableDataDir } from './os-user.ts';

const SUPERUSER = 'supabase_admin';

export interface PostgresOptions {
  /** The folder for all data; created if missing. */
  readonly dataDir: string;
  /** Default: any free port. */
  readonly port?: number;
  /** For tests only: nothing is flushed to disk, so a power cut can destroy the data. */
  readonly fast?: boolean;
  readonly log?: (line: string) => void;
}

export interface PostgresServer {
  readonly port: number;
  readonly pid: number;
  /** Where the data is: the folder asked for, or another one if the account that runs Postgres cannot read that. */
  readonly dataDir: string;
  /** The superuser's connection string for a database of this server. */
  adminUrl(database: string): string;
  /** Creates a database, optionally as a copy of `template`, which must have no connections. */
  createDatabase(name: string, template?: string): Promise<void>;
  /** Ends the sessions of a database and drops it; does nothing if it does not exist. */
  dropDatabase(name: string): Promise<void>;
  /** Ends all sessions, writes everything to disk and waits until the server has exited. */
  stop(): Promise<void>;
}

/**
 * Starts a Postgres of our own on 127.0.0.1. Cleans up after a killed run: its lock, its server, a log that has to be
 * replayed. The server stops by itself soon after this process dies.
 *
 * @throws Error with a message for a person: the folder is in use, or the server exited while starting (with its last lines).
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const log = options.log ?? (() => undefined);
  const user = await postgresUser();
  const binaries = await reachableBinaries(findBinaries(), user);
  const dataDir = await reachableDataDir(resolve(options.dataDir), user);
  if (dataDir !== resolve(options.dataDir))
    log(`the account that runs Postgres cannot read ${options.dataDir}, so the database is in ${dataDir}`);
  await ownedFolder(dataDir, user);
  const release = await claim(dataDir);
  try {
    const cluster = join(dataDir, 'cluster');
    await clearLeftover(cluster, log);
    const password = await superuserPassword(dataDir, user);
    if (!(await exists(cluster)))
      await initialize({ cluster, dataDir, binaries, user, fast: options.fast ?? false, log });
    const port = options.port ?? (await freePort());
    const server = await launch({ cluster, dataDir, binaries, user, port, fast: options.fast ?? false, log });
    return { ...handle(server, port, password, release), dataDir };
  } catch (error) {
    await release();
    throw error;
  }
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

const passwordFile = (dataDir: string): string => join(dataDir, 'superuser-password');

async function superuserPassword(dataDir: string, user: OsUser | undefined): Promise<string> {
  const file = passwordFile(dataDir);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known.trim();
  const made = randomBytes(24).toString('base64url');
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  // initdb reads it with the account that runs it.
  if (user) await chown(file, user.uid, user.gid);
  return made;
}

/** Builds the cluster in a temporary folder and renames it, so that a run killed halfway leaves no partial cluster behind. */
async function initialize(place: Place): Promise<void> {
  place.log('setting up the database (only once)');
  const building = `${place.cluster}.new`;
  await rm(building, { recursive: true, force: true });
  await ownedFolder(building, place.user);
  await chmod(place.binaries.initdb, 0o755).catch(() => undefined);
  await chmod(place.binaries.postgres, 0o755).catch(() => undefined);
  const child = spawn(
    place.binaries.initdb,
    [
      `--pgdata=${building}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile(place.dataDir)}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Postgres's builtin UTF-8 locale is the same on every machine, whichever locales it has.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
      ...(place.fast ? ['--no-sync'] : ['--data-checksums']),
    ],
    { ...place.user, cwd: building, env: environment(), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  const code = await ended(child);
  if (code !== 0) throw new Error(`The database could not be set up: ${words.trim() || `initdb ended with ${code}`}`);
  await rename(building, place.cluster);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, HOST, () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no free port')),
      );
    });
  });
}

function handle(
  child: ChildProcess,
  port: number,
  password: string,
  release: () => Promise<void>,
): Omit<PostgresServer, 'dataDir'> {
  const adminUrl = (database: string): string =>
    `postgres://${SUPERUSER}:${password}@${HOST}:${port}/${encodeURIComponent(database)}`;
  const maintain = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: adminUrl('postgres') });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGINT');
      await gone;
    }
    await release();
  };
  return {
    port,
    pid: child.pid ?? 0,
    adminUrl,
    createDatabase: (name, template) => maintain((client) => create(client, name, template)),
    dropDatabase: (name) =>
      maintain(async (client) => {
        await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
      }),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

async function create(client: pg.Client, name: string, template: string | undefined): Promise<void> {
  const database = pg.escapeIdentifier(name);
  if (!template) {
    await client.query(`create database ${database}`);
    return;
  }
  const { rows } = await client.query<{ owner: string }>(
    'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
    [template],
  );
  const owner = rows[0]?.owner;
  if (!owner) throw new Error(`There is no database "${template}" to copy.`);
  // The creator would own the copy and its public schema. It has to keep the owner of the original, postgres.
  await client.query(
    `create database ${database} template ${pg.escapeIdentifier(template)} owner ${pg.escapeIdentifier(owner)}`,
  );
}
