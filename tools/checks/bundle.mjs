import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildWeb, modulesFile } from '../lib/build.mjs';
import { at, readJson } from '../lib/root.mjs';

/** Modules that a production build must not contain. */
const devModules =
  /^(apps\/web\/src\/dev\/|packages\/sync\/src\/testing\/|packages\/local-stack\/)|(^|\/)node_modules\/uplot\/|\.test\.tsx?$/;
const devWords = [
  'DevDashboard',
  'dev/dashboard',
  'Developer dashboard',
  'rockon.dev.settings',
  '(simulated',
  '[redacted]',
  'Download the React DevTools',
];
/** What a chunk with dashboard code would be called. */
const devChunks = /dashboard|simulat|faulty|uplot|analytics-tab|network-log/i;
const webDist = 'apps/web/dist';

/** @typedef {{ file: string, entry: boolean, imports: string[], modules: string[] }} Chunk */

/**
 * @param {readonly Chunk[]} chunks
 * @param {(file: string) => string} read
 */
export function devCodeProblems(chunks, read) {
  return chunks.flatMap(({ file, modules }) => {
    const text = read(file);
    return [
      ...(devChunks.test(file) ? [`${file} is named like a part of the dashboard`] : []),
      ...modules.filter((id) => devModules.test(id)).map((id) => `${file} contains ${id}`),
      ...devWords.filter((word) => text.includes(word)).map((word) => `${file} contains the text "${word}"`),
    ];
  });
}

/** The files that a browser loads before the first paint: the entries and their static imports. */
export function initialFiles(chunks) {
  const byName = new Map(chunks.map((chunk) => [chunk.file, chunk]));
  const found = new Set();
  const add = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const next of byName.get(file)?.imports ?? []) add(next);
  };
  for (const chunk of chunks) if (chunk.entry) add(chunk.file);
  return [...found];
}

const readDist = (file) => readFileSync(at(webDist, file), 'utf8');

async function builtChunks() {
  await buildWeb();
  return readJson(at(modulesFile));
}

export const noDevCode = {
  name: 'no dev code',
  what: 'the production bundle contains neither dashboard nor test code',
  async run() {
    const chunks = await builtChunks();
    const problems = devCodeProblems(chunks, readDist);
    const modules = chunks.flatMap((chunk) => chunk.modules);
    // If the modules were not recorded, the check would find nothing and pass.
    if (!modules.some((id) => id.startsWith('apps/web/src/')))
      problems.push(`${modulesFile} lists no module of the app: the check itself is broken.`);
    return { problems, note: `${modules.length} modules` };
  },
};

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const gzipped = (text) => gzipSync(text, { level: 9 }).length;
const budget = (what, bytes, limit) => ({
  note: `${what} ${kB(bytes)}`,
  problems: bytes > limit ? [`${what}: ${kB(bytes)} gzip, at most ${kB(limit)}`] : [],
});

const engine = ['@rockon/sync'];
const adapters = ['@rockon/auth', '@rockon/sync/dexie', '@rockon/sync/supabase', '@rockon/sync/browser'];
/** Libraries: not counted as the engine's own code. */
const libraries = ['dexie', '@supabase/*', 'zod', 'zod/*', 'node-diff3'];

/** The size of a minified bundle that exports all of these. */
async function bundledSize(names, external = []) {
  const { build } = await import('esbuild');
  const entry = names.map((name, index) => `export * as part${index} from '${name}';`).join('\n');
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: at('apps', 'web') },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    external,
  });
  return gzipped(outputFiles[0].contents);
}

/** Bytes, gzip. */
export async function measureSizes() {
  const chunks = await builtChunks();
  return {
    app: initialFiles(chunks).reduce((sum, file) => sum + gzipped(readDist(file)), 0),
    engine: await bundledSize(engine, libraries),
    stack: await bundledSize([...engine, ...adapters]),
  };
}

export const sizes = {
  name: 'sizes',
  what: 'initial JavaScript of the app at most 230 kB, the engine 20 kB, with Dexie and Supabase client 110 kB (gzip)',
  async run() {
    const bytes = await measureSizes();
    const measured = [
      budget('app', bytes.app, 230_000),
      budget("engine's own code", bytes.engine, 20_000),
      budget('engine, adapters, Dexie and Supabase', bytes.stack, 110_000),
    ];
    return {
      problems: measured.flatMap(({ problems }) => problems),
      note: measured.map(({ note }) => note).join(', '),
    };
  },
};
