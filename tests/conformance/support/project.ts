import { type Limits, type Stack, startStack } from '@rockon/local-stack';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import pg from 'pg';
import { inject } from 'vitest';
import ws from 'ws';
import { createTestDatabase, migrationsDir, testSecrets } from '../../support/postgres.ts';

export interface Project {
  /** The running stack; `restart` replaces it. */
  readonly stack: Stack;
  /** The stack's log lines. */
  readonly log: readonly string[];
  /** Superuser connections to the project's database. */
  readonly admin: pg.Pool;
  /** A new supabase-js client with its own session and socket. */
  client(key?: string): SupabaseClient;
  /** A signed-up person. */
  person(name?: string): Promise<Person>;
  /** Stops the stack and starts it again on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface Person {
  readonly client: SupabaseClient;
  readonly id: string;
  readonly email: string;
}

export const PASSWORD = 'correct horse battery';

/** High limits, because all people of a test file share one IP address. */
const GENEROUS = { burst: 10_000, everyMs: 1 };

/** A stack on its own database. `sql` runs as superuser before it starts. */
export async function startProject(
  options: { limits?: Partial<Limits>; sql?: string; webRoot?: string } = {},
): Promise<Project> {
  const database = await createTestDatabase(inject('postgresAdminUrl'));
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 4 });
  // The database is dropped while the pool still has connections.
  admin.on('error', () => undefined);
  if (options.sql !== undefined) await admin.query(options.sql);
  const log: string[] = [];
  const start = (port: number): Promise<Stack> =>
    startStack({
      databaseUrl: database.adminUrl,
      migrationsDir,
      secrets: testSecrets,
      port,
      webRoot: options.webRoot ?? null,
      log: (line) => log.push(line),
      limits: {
        passwordCost: 4,
        tokenRate: GENEROUS,
        accountRate: GENEROUS,
        verifyRate: GENEROUS,
        joinRefusalMs: 0,
        ...options.limits,
      },
    });
  let stack = await start(0);
  const clients: SupabaseClient[] = [];
  let people = 0;
  const client = (key = stack.publishableKey): SupabaseClient => {
    const made = createClient(stack.url, key, {
      auth: { persistSession: false, autoRefreshToken: false },
      realtime: { transport: ws as unknown as typeof WebSocket },
    });
    clients.push(made);
    return made;
  };
  return {
    get stack() {
      return stack;
    },
    log,
    admin,
    client,
    async person(name = 'Ann') {
      people += 1;
      const email = `${name.toLowerCase()}.${people}@example.com`;
      const own = client();
      const { data, error } = await own.auth.signUp({ email, password: PASSWORD, options: { data: { name } } });
      if (error !== null || data.user === null) throw error ?? new Error('no user');
      return { client: own, id: data.user.id, email };
    },
    async restart() {
      const { port } = stack;
      await stack.stop();
      stack = await start(port);
    },
    async stop() {
      await Promise.all(clients.map((each) => each.removeAllChannels()));
      for (const each of clients) each.realtime.disconnect();
      await stack.stop();
      await admin.end();
      await database.drop();
    },
  };
}
