import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

export interface Secrets {
  /** Signs and checks access tokens. */
  readonly jwtSecret: string;
  /** Password of every database account that the stack signs in with. */
  readonly databasePassword: string;
}

export interface PrepareOptions {
  /** Connection string of a superuser for the database to prepare. */
  readonly adminUrl: string;
  /** Folder of `<version>_<name>.sql` files. */
  readonly migrationsDir: string;
  readonly secrets: Secrets;
  readonly log?: (line: string) => void;
}

interface Migration {
  readonly version: string;
  readonly name: string;
  readonly sql: string;
}

/** The accounts that something of the stack signs in with. */
const ACCOUNTS = ['postgres', 'authenticator', 'supabase_auth_admin', 'realtime_local'];

/** Any number, the same in every process: two that prepare one database at once take turns. */
const LOCK = 7_064_021;

/**
 * Makes a database like a hosted project's and brings its schema up to date: roles, auth and realtime as Supabase has
 * them, then the migrations as the account `postgres`, each in a transaction of its own and recorded where the
 * Supabase CLI records them. With nothing to do it costs one connection and two queries.
 *
 * @throws Error that names the migration and the line when one fails, or when an applied one was edited afterwards.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<void> {
  const parts = await Promise.all(['roles.sql', 'auth-schema.sql', 'bootstrap.sql'].map(readOwn));
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([parts, ACCOUNTS, options.secrets.databasePassword]))
    .digest('hex');
  const migrations = await readMigrations(options.migrationsDir);
  const client = new pg.Client({ connectionString: options.adminUrl });
  await client.connect();
  try {
    const before = await readState(client);
    if (before.fingerprint === fingerprint && missing(migrations, before.applied).length === 0) return;
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    // Somebody else may have done it while we waited.
    if ((await readState(client)).fingerprint !== fingerprint) {
      await bootstrap(client, parts, fingerprint, options.secrets);
    }
    const state = await readState(client);
    for (const migration of missing(migrations, state.applied)) {
      options.log?.(`migration ${migration.version} ${migration.name}`);
      await apply(client, migration);
    }
  } finally {
    await client.end();
  }
}

const readOwn = (file: string): Promise<string> => readFile(fileURLToPath(new URL(file, import.meta.url)), 'utf8');

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d+_.*\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => {
      const split = file.indexOf('_');
      return {
        version: file.slice(0, split),
        name: file.slice(split + 1, -'.sql'.length),
        sql: await readFile(join(folder, file), 'utf8'),
      };
    }),
  );
}

interface State {
  readonly fingerprint: string | undefined;
  /** Version -> md5 of the text that was applied; null when somebody else's tool recorded it in pieces. */
  readonly applied: ReadonlyMap<string, string | null>;
}

async function readState(client: pg.Client): Promise<State> {
  // An empty database has neither table, and a query that names a missing table fails as a whole.
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

function missing(migrations: readonly Migration[], applied: State['applied']): readonly Migration[] {
  return migrations.filter(({ version, name, sql }) => {
    const known = applied.get(version);
    if (known === undefined) return true;
    if (known !== null && known !== createHash('md5').update(sql).digest('hex')) {
      throw new Error(
        `The migration ${version}_${name} was changed after this database had applied it. ` +
          'Undo the change and add a new migration instead.',
      );
    }
    return false;
  });
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
  await inTransaction(client, [
    // Roles are the cluster's: a second database that is prepared at the same moment would fail with "tuple
    // concurrently updated". Advisory locks are one database's own; a lock on the catalogue of roles is everybody's.
    'lock table pg_catalog.pg_authid in share row exclusive mode',
    // Whose password it is must not end up in the server's log when something below fails.
    "set local log_min_error_statement = 'panic'",
    ...parts.slice(0, 1),
    // Somebody's own server (DATABASE_URL) may have its superuser called postgres: its password is not ours to change.
    ...passwords.filter((_, index) => ACCOUNTS[index] !== decodeURIComponent(client.user ?? '')),
    ...parts.slice(1),
    'create schema if not exists local_stack',
    'create table if not exists local_stack.state (single boolean primary key default true check (single), fingerprint text not null)',
    `insert into local_stack.state (fingerprint) values (${pg.escapeLiteral(fingerprint)})
       on conflict (single) do update set fingerprint = excluded.fingerprint`,
  ]);
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await inTransaction(client, [
      // Not a superuser, as on a hosted project: what needs more must fail here.
      'set local role postgres',
      'set local search_path = "$user", public, extensions',
      migration.sql,
      `insert into supabase_migrations.schema_migrations (version, name, statements) values
         (${pg.escapeLiteral(migration.version)}, ${pg.escapeLiteral(migration.name)}, array[${pg.escapeLiteral(migration.sql)}])`,
    ]);
  } catch (error) {
    const position = Number((error as { position?: string }).position);
    const line = Number.isInteger(position) ? `, line ${migration.sql.slice(0, position).split('\n').length}` : '';
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Migration ${migration.version}_${migration.name}${line}: ${reason}`, { cause: error });
  }
}

async function inTransaction(client: pg.Client, statements: readonly string[]): Promise<void> {
  await client.query('begin');
  try {
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
