import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@rockon/local-stack';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rockon-owner-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const start = () => startPostgres({ dataDir, fast: true });

interface Owner {
  readonly child: ChildProcess;
  readonly postgres: number;
  readonly url: string;
}

/** Starts the server in another process, like `npm start`. */
async function otherOwner(): Promise<Owner> {
  const script = fileURLToPath(new URL('./support/postgres-owner.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { pid, url } = JSON.parse(line) as { pid: number; url: string };
  return { child, postgres: pid, url };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // Killing the server ends this connection with an error.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Waits until a process has ended, even if not yet reaped. Polls every 10 ms; without a pause it would occupy a core. */
const gone = (pid: number): Promise<void> =>
  vi.waitFor(
    async () => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
      if (stat !== undefined && !/ Z /.test(stat)) throw new Error(`process ${pid} is still there`);
    },
    { interval: 10, timeout: 25_000 },
  );

test('committed data survives a stop and another start', async () => {
  const first = await start();
  await query(first.adminUrl('postgres'), 'create table kept as select 1 as n');
  await first.stop();
  const second = await start();
  expect(await query(second.adminUrl('postgres'), 'select n from kept')).toEqual([{ n: 1 }]);
  await second.stop();
  await second.stop();
});

test('a folder in use is refused, by this process and by another', async () => {
  const mine = await start();
  await expect(start()).rejects.toThrow(/in use by this process/);
  await mine.stop();
  const owner = await otherOwner();
  await expect(start()).rejects.toThrow(new RegExp(`in use by another RockOn \\(process ${owner.child.pid}\\)`));
  owner.child.kill('SIGKILL');
  await gone(owner.postgres);
});

test('the server stops when its owner is killed', async () => {
  const owner = await otherOwner();
  owner.child.kill('SIGKILL');
  await gone(owner.postgres);
  const next = await start();
  await next.stop();
});

test('a start right after the owner was killed finds the data and starts its own server', async () => {
  const owner = await otherOwner();
  await query(owner.url, 'create table of_the_killed as select 2 as n');
  owner.child.kill('SIGKILL');
  await once(owner.child, 'exit');
  const next = await start();
  expect(next.pid).not.toBe(owner.postgres);
  expect(await query(next.adminUrl('postgres'), 'select n from of_the_killed')).toEqual([{ n: 2 }]);
  await next.stop();
});

test('a killed server loses no committed data', async () => {
  const owner = await otherOwner();
  await query(owner.url, 'create table of_the_crash as select 3 as n');
  process.kill(owner.postgres, 'SIGKILL');
  await gone(owner.postgres);
  owner.child.kill('SIGKILL');
  await once(owner.child, 'exit');
  const next = await start();
  expect(await query(next.adminUrl('postgres'), 'select n from of_the_crash')).toEqual([{ n: 3 }]);
  await next.stop();
});

test('a lock file with an unrelated process id is no obstacle, and that process is not killed', async () => {
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60000)'], { stdio: 'ignore' });
  await once(stranger, 'spawn');
  await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), `${stranger.pid}\n${dataDir}\n0\n5432\n\n127.0.0.1\n`);
  await writeFile(join(dataDir, 'owner.json'), JSON.stringify({ pid: stranger.pid, started: 'long ago' }));
  const server = await start();
  expect(stranger.exitCode).toBeNull();
  expect(stranger.signalCode).toBeNull();
  await server.stop();
  stranger.kill();
});

test('a copied database has the owner of the original', async () => {
  const server = await start();
  await server.createDatabase('original');
  await query(server.adminUrl('postgres'), 'create role somebody; alter database original owner to somebody');
  await server.createDatabase('copy "of it"', 'original');
  expect(
    await query(
      server.adminUrl('copy "of it"'),
      'select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()',
    ),
  ).toEqual([{ owner: 'somebody' }]);
  await server.dropDatabase('copy "of it"');
  await server.dropDatabase('never was');
  await server.stop();
});
