import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../e2e/support/server.ts';
import { END_WITH_PARENT } from '../../support/end-with-parent.ts';
import { TEST_MS } from '../../support/patience.ts';
import { until } from '../../support/until.ts';

const devScript = fileURLToPath(new URL('../../../tools/dev.mjs', import.meta.url));

export interface DevServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** What `npm run dev` runs, on ports and data of its own. */
export async function startDevServer(): Promise<DevServer> {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'rockon-dev-'));
  // As root, Postgres runs under another account, which needs access to its own folder below.
  chmodSync(data, 0o711);
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [...END_WITH_PARENT, devScript, '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // The test runner's own mode and settings must not reach the app.
    env: { ...process.env, NODE_ENV: 'development', VITEST: '', RATE_LIMITS: 'off' },
  });
  const words: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => words.push(String(chunk)));
  const answers = async (path: string) => (await fetch(`${url}${path}`).catch(() => null))?.ok === true;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(data, { recursive: true, force: true });
  };
  const serves = async () => {
    if (child.exitCode !== null) throw new Error(`npm run dev ended with ${child.exitCode}:\n${words.join('')}`);
    return (await answers('/health')) && (await answers('/src/app/main.tsx'));
  };
  try {
    await until(`npm run dev on ${url} to serve`, serves, TEST_MS);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
