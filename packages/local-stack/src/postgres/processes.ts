import { execFile } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to another account.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * The start time of a process, as a text for comparison only; undefined if it is not running. Process ids are reused, in a
 * container within minutes, so an id alone does not identify a process.
 */
export async function startedAt(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined;
  if (process.platform === 'linux') {
    const stats = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The program's name, in parentheses, can contain spaces and parentheses.
    const fields = stats.slice(stats.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  }
  if (process.platform === 'win32') return 'unknown';
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim() || undefined;
}

/** Whether this process is the Postgres of this data folder; false in doubt. */
export async function servesFolder(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const real = await realpath(folder).catch(() => folder);
  if (process.platform === 'linux') {
    // The working directory of Postgres is its data folder. A dead process has no such link, even if not yet reaped.
    return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === real;
  }
  if (process.platform === 'win32') return false;
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres') && (stdout.includes(real) || stdout.includes(folder));
}

/** Signals a process to end and waits for it; false if it is still running after `ms`. */
export async function endProcess(pid: number, signal: NodeJS.Signals, ms: number): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch {
    return true;
  }
  for (const end = Date.now() + ms; Date.now() < end; await pause(20)) {
    if ((await startedAt(pid)) === undefined) return true;
  }
  return false;
}
