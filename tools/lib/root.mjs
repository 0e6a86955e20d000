import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's top folder, wherever the command was called from. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const at = (...parts) => join(root, ...parts);

export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Runs `main` only when the file was the command, so that tests can import it. */
export const isCommand = (moduleUrl) => process.argv[1] !== undefined && fileURLToPath(moduleUrl) === process.argv[1];
