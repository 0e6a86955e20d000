import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { adoptBaseline, recordOf } from './adopt.ts';
import { type Applied, type Migration, planMigrations, readBaseline, readMigrations } from './migrations.ts';

export interface Secrets {
  /** Signs and checks access tokens. */
  readonly jwtSecret: string;
  /** Password of every database account that the stack signs in with. */
  readonly databasePassword: string;
}

export interface PrepareOptions {
  /** Connection string of a superuser for the database to prepare. */
  readonly adminUrl: string;
  /** Folder of `<version>_<name>.sql` files. A folder `baseline` beside it says which older files they replaced. */
  readonly migrationsDir: string;
  readonly secrets: Secrets;
  readonly log?: (line: string) => void;
}

/** The accounts that parts of the stack sign in with. */
const ACCOUNTS = ['postgres', 'authenticator', 'supabase_auth_admin', 'realtime_local'];

/** Key of the advisory lock: two processes that prepare one database run one after the other. */
const LOCK = 7_064_021;

/**
 * Sets a database up like a hosted project and updates its schema: creates roles, auth and realtime like Supabase, then runs the
 * missing migrations as the role `postgres`, each in its own transaction, and records them like the Supabase CLI. If there is
 * nothing to do, this costs one connection and two queries.
 *
 * A database of the replaced migrations adopts the baseline first, in one transaction and without changing data.
 *
 * @throws Error that names a failed migration and its line, an applied migration that was edited later, or the reason why the
 * database cannot adopt the baseline.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<void> {
  const parts = await Promise.all(['roles.sql', 'auth-schema.sql', 'bootstrap.sql'].map(readOwn));
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([parts, ACCOUNTS, options.secrets.databasePassword]))
    .digest('hex');
  const [migrations, baseline] = await Promise.all([
    readMigrations(options.migrationsDir),
    readBaseline(options.migrationsDir),
  ]);
  const plan = (applied: Applied) => planMigrations(migrations, applied, baseline?.replaced);
  const client = new pg.Client({ connectionString: options.adminUrl });
  await client.connect();
  try {
    const before = await readState(client);
    if (before.fingerprint === fingerprint) {
      const planned = plan(before.applied);
      if (planned.kind === 'apply' && planned.missing.length === 0) return;
    }
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    // Another process may have done it while this one waited.
    if ((await readState(client)).fingerprint !== fingerprint) {
      await bootstrap(client, parts, fingerprint, options.secrets);
    }
    let planned = plan((await readState(client)).applied);
    if (planned.kind === 'adopt' && baseline !== undefined) {
      const files = planned.baseline;
      options.log?.(`baseline ${baseline.replaced.baseline}`);
      await inTransaction(client, () => adoptBaseline(client, files, baseline));
      planned = plan((await readState(client)).applied);
    }
    if (planned.kind !== 'apply') throw new Error('The database did not adopt the baseline.');
    for (const migration of planned.missing) {
      options.log?.(`migration ${migration.version} ${migration.name}`);
      await apply(client, migration);
    }
  } finally {
    await client.end();
  }
}

const readOwn = (file: string): Promise<string> => readFile(fileURLToPath(new URL(file, import.meta.url)), 'utf8');

interface State {
  readonly fingerprint: string | undefined;
  readonly applied: Applied;
}

async function readState(client: pg.Client): Promise<State> {
  // An empty database has neither table, and a query fails if it names a missing table.
  const { rows } = await client.query<{ ready: boolean }>(
    "select to_regclass('local_stack.state') is not null and to_regclass('supabase_migrations.schema_migrations') is not null as ready",
  );
  if (!rows[0]?.ready) return { fingerprint: undefined, applied: new Map() };
  const state = await client.query<{ fingerprint: string | null; applied: Record<string, string | null> | null }>(`
    select (select fingerprint from local_stack.state) as fingerprint,
           (select jsonb_object_agg(version, case when cardinality(statements) = 1 then md5(statements[1]) end)
              from supabase_migrations.schema_migrations) as applied`);
  const found = state.rows[0];
  return { fingerprint: found?.fingerprint ?? undefined, applied: new Map(Object.entries(found?.applied ?? {})) };
}

async function bootstrap(
  client: pg.Client,
  parts: readonly string[],
  fingerprint: string,
  secrets: Secrets,
): Promise<void> {
  const passwords = ACCOUNTS.map(
    (account) => `alter role ${pg.escapeIdentifier(account)} password ${pg.escapeLiteral(secrets.databasePassword)};`,
  );
  await inTransaction(client, () =>
    runAll(client, [
      // Roles are the cluster's: a second database that is prepared at the same moment would fail with "tuple
      // concurrently updated". Advisory locks are one database's own; a lock on the catalog of roles covers the cluster.
      'lock table pg_catalog.pg_authid in share row exclusive mode',
      // Keeps the passwords out of the server's log if a statement below fails.
      "set local log_min_error_statement = 'panic'",
      ...parts.slice(0, 1),
      // On a server of the user (DATABASE_URL) the superuser can be called postgres: keep its password.
      ...passwords.filter((_, index) => ACCOUNTS[index] !== decodeURIComponent(client.user ?? '')),
      ...parts.slice(1),
      'create schema if not exists local_stack',
      'create table if not exists local_stack.state (single boolean primary key default true check (single), fingerprint text not null)',
      `insert into local_stack.state (fingerprint) values (${pg.escapeLiteral(fingerprint)})
       on conflict (single) do update set fingerprint = excluded.fingerprint`,
    ]),
  );
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await inTransaction(client, () =>
      runAll(client, [
        // Not a superuser, so that a statement that hosted projects refuse fails here too.
        'set local role postgres',
        'set local search_path = "$user", public, extensions',
        migration.sql,
        recordOf(migration),
      ]),
    );
  } catch (error) {
    const position = Number((error as { position?: string }).position);
    const line = Number.isInteger(position) ? `, line ${migration.sql.slice(0, position).split('\n').length}` : '';
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Migration ${migration.version}_${migration.name}${line}: ${reason}`, { cause: error });
  }
}

async function runAll(client: pg.Client, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}

async function inTransaction(client: pg.Client, body: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await body();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
