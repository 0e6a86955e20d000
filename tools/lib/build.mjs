// Builds what `npm start` runs, only if the sources changed: each dist folder contains the hash of its sources.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { filesBelow, hashOf, isTestFile } from './files.mjs';
import { at, root } from './root.mjs';
import { seconds } from './run.mjs';

const stamp = '.built-from';

/** Settings that Vite writes into the bundle: changing one needs a new build. */
const viteSettings = () =>
  Object.entries(process.env)
    .filter(([name]) => name.startsWith('VITE_'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');

const sources = (...folders) => folders.flatMap(filesBelow).filter((path) => !isTestFile(path));

/** The build lists the modules of each chunk here, for the checks on the bundle. Dot files are not served. */
export const modulesFile = 'apps/web/dist/.modules.json';

const recordModules = {
  name: 'record-modules',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle)
      .filter((part) => part.type === 'chunk')
      .map((chunk) => ({
        file: chunk.fileName,
        entry: chunk.isEntry,
        imports: chunk.imports,
        modules: chunk.moduleIds.map((id) => relative(root, id).replaceAll('\\', '/')),
      }));
    this.emitFile({ type: 'asset', fileName: '.modules.json', source: JSON.stringify(chunks, null, 1) });
  },
};

const web = {
  name: 'web app',
  dist: 'apps/web/dist',
  main: 'apps/web/dist/index.html',
  hash: () =>
    hashOf(
      sources(
        'apps/web',
        'packages/auth',
        'packages/sync',
        'packages/sync-react',
        'packages/domain',
        'package-lock.json',
        'tools/lib',
      ),
      viteSettings(),
    ),
  async build() {
    // A test runner or the shell may have set it differently; the bundle is always a production build.
    process.env.NODE_ENV = 'production';
    const { build } = await import('vite');
    await build({
      root: at('apps', 'web'),
      logLevel: 'warn',
      mode: 'production',
      plugins: [recordModules],
    });
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
      // Packages stay in node_modules: some are native, and some load files from their own folder.
      packages: 'external',
      plugins: [keepSourceUrls],
    });
  },
};

/**
 * Code locates its .sql files with `new URL('./x.sql', import.meta.url)`. In a bundle, import.meta.url is the bundle's
 * URL for every module, so this replaces it with the URL of the module's source, relative to the bundle.
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

/** Two checks need the build at the same time and share it. */
let webBuild;
export function buildWeb() {
  webBuild ??= buildOne(web);
  return webBuild;
}

/** @throws {Error} with the message of Vite or esbuild */
export async function buildAll() {
  await buildServer();
  await buildWeb();
}
