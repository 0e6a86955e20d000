import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { freePort, startServer } from '../../e2e/support/server.ts';

const app = fileURLToPath(new URL('../../../apps/web', import.meta.url));
const stackPaths = ['/auth/v1', '/rest/v1', '/realtime/v1', '/health'];

export interface DevBuild {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A development build in few files, before the stack of `npm start`. `npm run dev` gives a page every module by itself:
 * some hundreds of requests for each device that a test opens.
 */
export async function serveDevBuild(): Promise<DevBuild> {
  const server = await startServer();
  const outDir = mkdtempSync(join(tmpdir(), 'rockon-dev-build-'));
  // Vite reads NODE_ENV; the test runner's own value must not reach the app.
  const mode = process.env.NODE_ENV;
  process.env.NODE_ENV = 'development';
  const built = { outDir, minify: false, emptyOutDir: true };
  await build({ root: app, mode: 'development', logLevel: 'warn', build: built });
  process.env.NODE_ENV = mode;
  const port = await freePort();
  const web = await preview({
    root: app,
    // These tests cut sockets on purpose.
    logLevel: 'silent',
    build: built,
    preview: {
      port,
      strictPort: true,
      proxy: Object.fromEntries(
        stackPaths.map((path) => [path, { target: server.url, ws: path.startsWith('/realtime') }]),
      ),
    },
  });
  return {
    url: `http://localhost:${port}`,
    async stop() {
      await web.close();
      await server.stop();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
