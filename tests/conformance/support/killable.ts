import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PostgresServer, prepareDatabase, startPostgres } from '@rockon/local-stack';
import pg from 'pg';
import { migrationsDir, testSecrets } from '../../support/postgres.ts';

const script = fileURLToPath(new URL('./stack-process.ts', import.meta.url));

/** A server of two processes, each of which can be killed and restarted on the same port and data. */
export class KillableServer {
  #stack: ChildProcess | null = null;

  private constructor(
    private readonly dataDir: string,
    private postgres: PostgresServer,
    public url: string,
  ) {}

  static async start(): Promise<KillableServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'rockon-kill-'));
    const postgres = await startPostgres({ dataDir, fast: true });
    await postgres.createDatabase('killed');
    await prepareDatabase({ adminUrl: postgres.adminUrl('killed'), migrationsDir, secrets: testSecrets });
    const server = new KillableServer(dataDir, postgres, '');
    await server.#serve(0);
    return server;
  }

  async #serve(port: number): Promise<void> {
    const stack = fork(script, [this.postgres.adminUrl('killed'), String(port)], { execArgv: ['--import', 'tsx'] });
    this.#stack = stack;
    const [{ url }] = (await Promise.race([
      once(stack, 'message'),
      once(stack, 'exit').then(() => Promise.reject(new Error('The stack did not start; its words are above'))),
    ])) as [{ url: string }];
    this.url = url;
  }

  /** `kill -9` of the stack or of Postgres. Resolves when the process is gone. */
  async kill(victim: Victim): Promise<void> {
    if (victim === 'postgres') {
      process.kill(this.postgres.pid, 'SIGKILL');
      // Makes the handle notice the exit and release the data folder.
      await this.postgres.stop();
      return;
    }
    const stack = this.#stack;
    if (!stack || stack.signalCode !== null) return;
    const gone = once(stack, 'exit');
    stack.kill('SIGKILL');
    await gone;
  }

  /** Restarts the killed process on its port. The other one kept running. */
  async revive(victim: Victim): Promise<void> {
    if (victim === 'postgres')
      this.postgres = await startPostgres({ dataDir: this.dataDir, port: this.postgres.port, fast: true });
    else await this.#serve(Number(new URL(this.url).port));
  }

  async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.postgres.adminUrl('killed') });
    // Its server is killed on purpose.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async query<R extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    const client = await this.connect();
    try {
      return (await client.query<R>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await this.kill('stack');
    await this.postgres.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

export type Victim = 'stack' | 'postgres';
