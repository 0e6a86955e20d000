import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const FIXTURE = fileURLToPath(new URL('../fixtures/replaced-migrations.json.gz', import.meta.url));

/** The 22 migrations that the baseline replaced: file name -> SQL, in their order. */
export async function replacedMigrations(): Promise<ReadonlyMap<string, string>> {
  const files = JSON.parse(gunzipSync(await readFile(FIXTURE)).toString('utf8')) as Record<string, string>;
  return new Map(Object.entries(files));
}

/** Writes the replaced migrations into a folder, all of them or those before a version. */
export async function writeReplacedMigrations(folder: string, before = '9'): Promise<void> {
  for (const [file, sql] of await replacedMigrations()) {
    if (file < before) await writeFile(join(folder, file), sql);
  }
}
