import { type ChildProcess, spawn } from 'node:child_process';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import type { OsUser } from './os-user.ts';

export const HOST = '127.0.0.1';

/** A cluster's folders, programs and account. */
export interface Place {
  readonly cluster: string;
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly user: OsUser | undefined;
  readonly fast: boolean;
  readonly log: (line: string) => void;
}

/**
 * Starts the server of a cluster and waits until it accepts connections. If processes of a killed server still hold the
 * shared memory, Postgres refuses to start; then this retries until they have ended, for at most 30 seconds.
 *
 * @throws Error with the last log lines of a server that exited while starting.
 */
export async function launch(place: Place & { readonly port: number }): Promise<ChildProcess> {
  for (const end = Date.now() + 30_000; ; await pause(50)) {
    try {
      return await attempt(place);
    } catch (error) {
      const busy = error instanceof Error && error.message.includes('shared memory block');
      if (!busy || Date.now() > end) throw error;
    }
  }
}

async function attempt(place: Place & { readonly port: number }): Promise<ChildProcess> {
  const settings = {
    listen_addresses: HOST,
    port: String(place.port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '120',
    jit: 'off',
    // Statements can contain people's data, so they are not logged with errors.
    log_min_error_statement: 'panic',
    // Commits still reach the operating system, so a killed server loses nothing; a power cut would.
    ...(place.fast ? { fsync: 'off', full_page_writes: 'off' } : {}),
  };
  const logFile = join(place.dataDir, 'postgres.log');
  await writeFile(logFile, '', { mode: 0o600 });
  // Nothing is awaited before the listeners are attached: a server that exits at once would be missed, its output too,
  // and the start would wait forever.
  const child = spawn(
    place.binaries.postgres,
    ['-D', place.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...place.user,
      cwd: place.cluster,
      env: environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      // A process group of its own, so that Ctrl-C reaches only this process, which then stops the server cleanly.
      detached: process.platform !== 'win32',
    },
  );
  if (child.pid !== undefined) watch(child, child.pid, place.cluster);
  await ready(child, logFile, place.log);
  return child;
}

/** The environment of Postgres: without our secrets, and without PG* variables that would change where it listens. */
export function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMPDIR } = process.env;
  return { PATH, SystemRoot, TEMP, TMPDIR, LC_ALL: 'C', TZ: 'UTC' };
}

/** @returns the exit code, once the process has exited and all its output is read. */
export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done(code));
  });
}

async function ready(child: ChildProcess, logFile: string, log: (line: string) => void): Promise<void> {
  const last: string[] = [];
  await new Promise<void>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => fail(new Error(`Postgres ended while starting (${code}):\n${last.join('\n')}`)));
    if (!child.stderr) return fail(new Error('Postgres gives no sign of life'));
    createInterface({ input: child.stderr }).on('line', (line) => {
      appendFile(logFile, `${line}\n`).catch(() => undefined);
      last.push(line);
      if (last.length > 20) last.shift();
      if (/ (FATAL|PANIC|WARNING): {2}/.test(line)) log(line);
      if (line.includes('database system is ready to accept connections')) done();
    });
  });
}

/**
 * Stops the server if this process is killed: a shell waits until its stdin, which this process holds open, is closed. It
 * stops the server only if the cluster's lock file still names its process id, so it never kills an unrelated process.
 */
function watch(server: ChildProcess, pid: number, cluster: string): void {
  if (process.platform === 'win32') return;
  const script = 'cat >/dev/null; [ "$(head -n 1 "$2/postmaster.pid" 2>/dev/null)" = "$1" ] && kill -INT "$1"';
  const watcher = spawn('/bin/sh', ['-c', script, 'sh', String(pid), cluster], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  server.once('exit', () => watcher.stdin.end());
  // The pipe must not keep this process alive: closing it is the signal.
  (watcher.stdin as unknown as { unref?: () => void }).unref?.();
}
