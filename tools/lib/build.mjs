// Builds what `npm start` runs, and only when its sources changed: each dist folder holds the hash it was built from.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { filesBelow, hashOf, isTestFile } from './files.mjs';
import { at } from './root.mjs';
import { runNode, seconds } from './run.mjs';

const stamp = '.built-from';

/** Settings that Vite writes into the bundle, so that changing one builds again. */
const viteSettings = () =>
  Object.entries(process.env)
    .filter(([name]) => name.startsWith('VITE_'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');

const sources = (...folders) => folders.flatMap(filesBelow).filter((path) => !isTestFile(path));

const web = {
  name: 'web app',
  dist: 'apps/web/dist',
  main: 'apps/web/dist/index.html',
  hash: () =>
    hashOf(
      sources('apps/web', 'packages/sync', 'packages/sync-react', 'packages/domain', 'package-lock.json', 'tools/lib'),
      viteSettings(),
    ),
  async build() {
    const vite = at('node_modules', 'vite', 'bin', 'vite.js');
    const { code, output } = await runNode(vite, ['build', '--logLevel', 'warn'], {
      cwd: at('apps', 'web'),
      quiet: true,
    });
    if (code !== 0) throw new Error(`The web app does not build:\n${output}`);
  },
};

export const serverEntry = 'packages/local-stack/dist/main.js';

const server = {
  name: 'server',
  dist: 'packages/local-stack/dist',
  main: serverEntry,
  hash: () =>
    hashOf(sources('packages/local-stack/src', 'packages/local-stack/package.json', 'package-lock.json', 'tools/lib')),
  async build() {
    const { build } = await import('esbuild');
    await build({
      entryPoints: [at('packages', 'local-stack', 'src', 'main.ts')],
      outfile: at(serverEntry),
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      sourcemap: true,
      logLevel: 'error',
      // Packages stay in node_modules: some are native, some look for files beside themselves.
      packages: 'external',
      plugins: [keepSourceUrls],
    });
  },
};

/**
 * Code finds its .sql files with `new URL('./x.sql', import.meta.url)`. In one bundle every module would have the
 * bundle's address, so each keeps the address of its source instead, relative to the bundle.
 */
const keepSourceUrls = {
  name: 'keep-source-urls',
  setup(build) {
    build.onLoad({ filter: /[\\/]local-stack[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const from = relative(dirname(at(serverEntry)), path).replaceAll('\\', '/');
      const text = readFileSync(path, 'utf8');
      return { contents: text.replaceAll('import.meta.url', `new URL('${from}', import.meta.url).href`), loader: 'ts' };
    });
  },
};

async function buildOne(part) {
  const hash = part.hash();
  const stampPath = at(part.dist, stamp);
  const current = existsSync(stampPath) && existsSync(at(part.main)) && readFileSync(stampPath, 'utf8') === hash;
  if (current) return;
  console.log(`Building the ${part.name} …`);
  const started = Date.now();
  await part.build();
  writeFileSync(stampPath, hash);
  console.log(`Built the ${part.name} in ${seconds(Date.now() - started)}.`);
}

export const buildServer = () => buildOne(server);

/** @throws {Error} with the builder's words */
export async function buildAll() {
  await buildOne(server);
  await buildOne(web);
}
