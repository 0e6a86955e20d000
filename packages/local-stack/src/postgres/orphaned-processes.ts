import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endProcess, servesFolder, startedAt } from './processes.ts';

const OWNER = 'owner.json';

interface Owner {
  readonly pid: number;
  readonly started: string | undefined;
}

/**
 * Claims the data folder for this process. Two servers on one folder could run different code on one database, so a second
 * one is refused. The claim of a killed process does not count.
 *
 * @throws Error with a message for a person if another running process holds the folder.
 */
export async function claim(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, OWNER);
  const mine = JSON.stringify({ pid: process.pid, started: await startedAt(process.pid) } satisfies Owner);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await writeFile(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = await readOwner(file);
    if (owner && owner.pid !== process.pid && (await startedAt(owner.pid)) === owner.started && owner.started) {
      throw new Error(`The data folder ${dataDir} is in use by another RockOn (process ${owner.pid}). Stop it first.`);
    }
    if (owner?.pid === process.pid && owner.started === (await startedAt(process.pid))) {
      throw new Error(`The data folder ${dataDir} is in use by this process already.`);
    }
    await rm(file, { force: true });
  }
  throw new Error(`The data folder ${dataDir} could not be claimed: other processes keep taking it.`);
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner;
  } catch {
    // Incomplete because its writer was killed, or just removed.
    return undefined;
  }
}

/**
 * Clears the way for a new server on a folder whose owner is gone: a Postgres that outlived a killed owner is stopped
 * in order, and a lock file whose process does not belong to this folder is removed (Postgres would take any live process with
 * that id for another server and refuse to start). Any process that is not provably this folder's server stays untouched.
 */
export async function clearLeftover(cluster: string, log: (line: string) => void): Promise<void> {
  const lock = join(cluster, 'postmaster.pid');
  const pid = Number.parseInt((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 0) {
    await rm(lock, { force: true });
    return;
  }
  if (await servesFolder(pid, cluster)) {
    log(`stopping the Postgres that an earlier run left behind (process ${pid})`);
    // SIGINT is a fast shutdown: sessions end, and committed data is on disk.
    if (await endProcess(pid, 'SIGINT', 30_000)) return;
    throw new Error(`A Postgres of an earlier run (process ${pid}) does not stop. End it and start again.`);
  }
  // On Windows we cannot find out whose process it is, so Postgres decides.
  if (process.platform !== 'win32') await rm(lock, { force: true });
}
