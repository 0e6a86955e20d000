import pg from 'pg';

export type DatabaseRole = 'authenticator' | 'supabase_auth_admin' | 'realtime_local';

/** The URL of the same database for one of the bootstrap's login roles. */
export function roleUrl(databaseUrl: string, role: DatabaseRole, password: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = encodeURIComponent(password);
  return url.toString();
}

export interface PoolOptions {
  readonly url: string;
  readonly max: number;
  readonly name: string;
  readonly log: (line: string) => void;
}

/**
 * Connections in pipeline mode: statements queued together are sent in one round trip, each with its own Sync, so that a
 * transaction of known statements waits once instead of four times.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.name,
    pipeline: true,
    idleTimeoutMillis: 300_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // When the server ends a connection, the next query opens a new one. Without these listeners the error event of a
  // busy or idle connection would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', (error) => options.log(`${options.name}: an idle database connection ended: ${error.message}`));
  return pool;
}

/** Ends the pool and waits until its connections are closed, because a server that stops under an open one logs an error. */
export async function endPool(pool: pg.Pool): Promise<void> {
  const closed = new Promise<void>((done) => {
    let left = pool.totalCount;
    if (left === 0) done();
    pool.on('remove', () => {
      left -= 1;
      if (left === 0) done();
    });
  });
  await pool.end();
  await closed;
}

/** Runs `work` in one transaction; an error rolls back and is rethrown. */
export async function transaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The SQLSTATE of a database error; undefined for anything else, such as a lost connection or a bug. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** The database is unreachable or shutting down. The caller can retry, so the status is 503 and not 500. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return state.startsWith('08') || state.startsWith('53') || state.startsWith('57P');
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'ENOENT' || code === 'EPIPE') return true;
  return /^Connection terminated|^timeout exceeded when trying to connect|not queryable/.test(error.message);
}
