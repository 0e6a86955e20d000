import pg from 'pg';

export type DatabaseRole = 'authenticator' | 'supabase_auth_admin' | 'realtime_local';

/** The address of the same database for one of the bootstrap's login roles. */
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
 * Connections in pipeline mode: statements queued together travel in one round trip, each with its own Sync, so a
 * transaction of known statements costs one wait instead of four.
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
  // A connection that the server ends, busy or idle, is replaced by the next query. A busy one rejects its query and
  // an idle one emits an error here; without both listeners the error would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', (error) => options.log(`${options.name}: an idle database connection ended: ${error.message}`));
  return pool;
}

/** Ends the pool and waits until its connections are closed: a server that stops under an open one complains of it. */
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

/** Runs `work` in one transaction; whatever it throws rolls back and is thrown on. */
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

/** The SQLSTATE of a database error, or undefined for anything else (a lost connection, a defect). */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** The database could not be reached or is going away: the caller may try again, so the answer is 503 and not 500. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return state.startsWith('08') || state.startsWith('53') || state.startsWith('57P');
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'ENOENT' || code === 'EPIPE') return true;
  return /^Connection terminated|^timeout exceeded when trying to connect|not queryable/.test(error.message);
}
