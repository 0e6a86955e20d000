import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';

const run = promisify(execFile);

/** The account that runs Postgres, which refuses to run as root. undefined means the current account. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';
/** For files that an unprivileged account needs when it cannot read our folders, like a clone below /root. */
const SHARED_HOME = '/var/lib/rockon';

/** @throws Error with a message for a person if this process is root and the account neither exists nor can be created. */
export async function postgresUser(): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await lookUp();
  if (known) return known;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', NAME]);
  } catch {
    // Alpine has no useradd, but busybox's adduser.
    await run('adduser', ['-S', '-D', '-H', NAME]).catch(() => undefined);
  }
  const made = await lookUp();
  if (made) return made;
  throw new Error(
    `Postgres does not run as root, and the account "${NAME}" could not be made. Start RockOn as an ordinary user, or create that account.`,
  );
}

async function lookUp(): Promise<OsUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', NAME]), run('id', ['-g', NAME])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** The data folder, or one below /var/lib if the account cannot read it. */
export async function reachableDataDir(dataDir: string, user: OsUser | undefined): Promise<string> {
  if (!user || (await canReach(dirname(dataDir), user))) return dataDir;
  return join(SHARED_HOME, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
}

/** The programs in their place, or a copy that the account can run. */
export async function reachableBinaries(binaries: Binaries, user: OsUser | undefined): Promise<Binaries> {
  if (!user || (await canReach(binaries.home, user))) return binaries;
  const home = join(SHARED_HOME, `postgres-${binaries.version}`);
  if (!(await stat(home).catch(() => undefined))) {
    // Copied to another name and renamed, so that an interrupted copy is not taken for a complete one.
    const partial = `${home}.${process.pid}`;
    await cp(binaries.home, partial, { recursive: true, verbatimSymlinks: true });
    await openUp(SHARED_HOME);
    await rename(partial, home).catch(() => rm(partial, { recursive: true, force: true }));
  }
  const moved = (file: string) => join(home, file.slice(binaries.home.length));
  return { ...binaries, home, initdb: moved(binaries.initdb), postgres: moved(binaries.postgres) };
}

/** Creates a folder that only the account can read. */
export async function ownedFolder(path: string, user: OsUser | undefined): Promise<void> {
  await mkdir(path, { recursive: true });
  if (!user) return;
  if (path.startsWith(SHARED_HOME)) await openUp(SHARED_HOME);
  await chown(path, user.uid, user.gid);
  await chmod(path, 0o700);
}

async function openUp(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o755);
}

/** Whether the account can enter every folder of a path. Missing folders count as reachable: this process creates them. */
async function canReach(path: string, user: OsUser): Promise<boolean> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found) {
      const bit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}
