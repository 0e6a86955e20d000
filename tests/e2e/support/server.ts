import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { END_WITH_PARENT } from '../../support/end-with-parent.ts';
import { TEST_MS } from '../../support/patience.ts';
import { until } from '../../support/until.ts';

const startScript = fileURLToPath(new URL('../../../tools/start.mjs', import.meta.url));

/** `npm start` on its own port and data, as a process that can be killed. */
export interface Server {
  readonly url: string;
  /** `kill -9`, without any cleanup. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Ends the process as Ctrl-C would; the data stays. */
  shutDown(): Promise<void>;
  /** Starts again on the same port and data. Resolves when it is ready. */
  restart(): Promise<void>;
  /** Ends the process cleanly and removes the data. */
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

export async function startServer(): Promise<Server> {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'rockon-e2e-'));
  // As root, Postgres runs under another account, which needs access to its own folder below.
  chmodSync(data, 0o711);
  const url = `http://127.0.0.1:${port}`;
  let child = launch();
  await serving();

  function launch(): ChildProcess & { output: string[] } {
    const args = [...END_WITH_PARENT, startScript, '--port', String(port), '--data', data];
    const started = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // All people of all tests share one IP address.
      env: { ...process.env, RATE_LIMITS: 'off' },
    });
    const output: string[] = [];
    for (const stream of [started.stdout, started.stderr]) stream?.on('data', (chunk) => output.push(String(chunk)));
    return Object.assign(started, { output });
  }

  async function serving(): Promise<void> {
    const serves = async () => {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${child.output.join('')}`);
      const answer = await fetch(`${url}/health`).catch(() => null);
      return answer?.ok === true;
    };
    try {
      await until(`the server on ${url} to serve`, serves, TEST_MS);
    } catch (error) {
      // A running child would keep the test process alive.
      await end('SIGTERM');
      throw error;
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  return {
    url,
    kill: () => end('SIGKILL'),
    shutDown: () => end('SIGINT'),
    async restart() {
      await end('SIGKILL');
      child = launch();
      await serving();
    },
    async stop() {
      await end('SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}
