import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import type { Secrets } from '../postgres/prepare.ts';

/**
 * The installation's secrets, created on the first start and readable by the owner only. The file is written atomically:
 * half a file after a crash would lock everybody out of the database.
 *
 * @throws Error that names the file if it exists but is damaged.
 */
export async function loadSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text !== null) {
    await chmod(file, 0o600);
    return parse(text, file);
  }
  const secrets: Secrets = {
    jwtSecret: randomBytes(48).toString('base64url'),
    databasePassword: randomBytes(24).toString('base64url'),
  };
  const written = `${file}.${process.pid}.new`;
  await writeFile(written, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(written, file);
  return secrets;
}

function parse(text: string, file: string): Secrets {
  try {
    const { jwtSecret, databasePassword } = JSON.parse(text) as Partial<Record<keyof Secrets, unknown>>;
    if (typeof jwtSecret === 'string' && jwtSecret.length >= 32 && typeof databasePassword === 'string') {
      return { jwtSecret, databasePassword };
    }
  } catch {
    // Reported below.
  }
  throw new Error(`The secrets in ${file} are damaged. Restore the file; without it nobody stays signed in.`);
}
