import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import ws from 'ws';
import { END_WITH_PARENT } from '../support/end-with-parent.ts';

const MAIN = fileURLToPath(new URL('../../packages/local-stack/src/main.ts', import.meta.url));

interface Run {
  readonly child: ChildProcess;
  readonly said: string[];
  readonly ended: Promise<number | null>;
  /** The URL, once it is ready. */
  url(): Promise<string>;
}

let data: string;
const runs: Run[] = [];

/** Accessible to the account that runs Postgres when the tests run as root; otherwise the data would be stored elsewhere. */
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'rockon-start-'));
  await chmod(made, 0o755);
  return made;
}

beforeEach(async () => {
  data = await folder();
});
afterEach(async () => {
  for (const run of runs.splice(0)) {
    run.child.kill('SIGTERM');
    await run.ended;
  }
  await rm(data, { recursive: true, force: true });
});

function start(...args: string[]): Run {
  const child = spawn(process.execPath, [...END_WITH_PARENT, '--import', 'tsx', MAIN, '--data', data, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said: string[] = [];
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  let serving: (url: string) => void = () => undefined;
  const address = new Promise<string>((done) => {
    serving = done;
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      const url = /^RockOn is on (\S+)/.exec(line)?.[1];
      if (url !== undefined) serving(url);
    });
  }
  const url = () =>
    Promise.race([
      address,
      ended.then((code) => {
        throw new Error(`it ended with ${code}: ${said.join('\n')}`);
      }),
    ]);
  const run = { child, said, ended, url };
  runs.push(run);
  return run;
}

const connect = (url: string): SupabaseClient =>
  createClient(url, 'sb_publishable_local', {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: ws as unknown as typeof WebSocket },
  });

describe('the command', () => {
  it('starts, stops on a signal, and keeps all data when killed', async () => {
    const first = start('--port', '0');
    const account = { email: 'ann@example.com', password: 'correct horse battery' };
    const before = connect(await first.url());
    const { data: signedUp } = await before.auth.signUp(account);
    expect(signedUp.user?.email).toBe(account.email);
    expect((await stat(join(data, 'secrets.json'))).mode & 0o777).toBe(0o600);
    first.child.kill('SIGKILL');
    await first.ended;

    const second = start('--port', '0');
    const after = connect(await second.url());
    expect((await after.auth.signInWithPassword(account)).error).toBeNull();
    // The secrets are unchanged, so sessions stay valid.
    const refreshed = await after.auth.refreshSession({ refresh_token: signedUp.session?.refresh_token ?? '' });
    expect(refreshed.error).toBeNull();
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
    expect(second.said.join('\n')).toContain('Stopping');
  });

  it('reports a port in use and exits', async () => {
    const first = start('--port', '0');
    const { port } = new URL(await first.url());
    const elsewhere = await folder();
    const second = start('--data', elsewhere, '--port', port);
    expect(await second.ended).toBe(1);
    expect(second.said.join('\n')).toContain(`Port ${port} on 127.0.0.1 is in use`);
    await rm(elsewhere, { recursive: true, force: true });
  });

  it('explains an invalid option', async () => {
    const run = start('--port', 'abc');
    expect(await run.ended).toBe(2);
    expect(run.said.join('\n')).toContain('"abc" is not a port');
  });
});
