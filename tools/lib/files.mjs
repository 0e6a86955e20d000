import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './root.mjs';

const skipped = new Set(['node_modules', 'dist', '.git', '.rockon', 'test-results', 'coverage']);

/** Every file below `folder` (or the file itself), sorted, relative to the root, with forward slashes. */
export function filesBelow(folder) {
  const full = join(root, folder);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [folder];
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .flatMap((entry) => {
      const path = relative(root, join(full, entry.name)).split(sep).join('/');
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

export const readText = (path) => readFileSync(join(root, path), 'utf8');

export const isTestFile = (path) => /\.test\.(tsx?|mjs)$/.test(path);

/** One hash of the names and contents of these files. */
export function hashOf(paths, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const path of paths) hash.update(`\n${path}\n`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}
