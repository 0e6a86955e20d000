import pg from 'pg';
import { readCatalog } from './catalog.ts';
import { type Baseline, checkCatalog, fingerprints, type Migration } from './migrations.ts';
import { splitStatements } from './sql-statements.ts';

/** The part of a database that migrations create. */
export const OUR_SCHEMA = { schemas: ['private', 'public', 'sync'], rows: ['sync.entities'] } as const;

/** Functions that no constraint, default, trigger or policy uses: they can be dropped without touching data. */
const UNUSED_FUNCTIONS = `
  select o.identity from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
         pg_identify_object('pg_proc'::regclass, p.oid, 0) o
   where n.nspname in ('private', 'sync')
     and not exists (select from pg_depend d where d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid)`;

/**
 * Lets a database that the replaced migrations made continue from the baseline. Tables and their rows stay as they are.
 * Functions hold no data, and the baseline renamed some of them, so they are dropped and created again from its files.
 * To be called in a transaction, as a superuser.
 *
 * @throws Error that names what differs when the database is not what the replaced migrations made.
 */
export async function adoptBaseline(
  client: pg.ClientBase,
  files: readonly Migration[],
  { replaced, adopt }: Baseline,
): Promise<void> {
  checkCatalog(fingerprints(await readCatalog(client, OUR_SCHEMA)), replaced.catalog);
  await client.query('set local role postgres');
  await client.query('set local search_path = "$user", public, extensions');
  const unused = await client.query<{ identity: string }>(UNUSED_FUNCTIONS);
  for (const { identity } of unused.rows) await client.query(`drop function ${identity}`);
  for (const { sql } of files.flatMap((file) => splitStatements(file.sql))) {
    if (/^create function /.test(sql)) await client.query(sql.replace(/^create/, 'create or replace'));
    else if (/^(grant|revoke) [^;]*\bon function /.test(sql)) await client.query(sql);
  }
  await client.query(adopt);
  await client.query('delete from supabase_migrations.schema_migrations where version = any ($1)', [
    Object.keys(replaced.migrations).map((file) => file.slice(0, file.indexOf('_'))),
  ]);
  for (const file of files) await client.query(recordOf(file));
}

/** The statement that records a migration like the Supabase CLI does. */
export const recordOf = ({ version, name, sql }: Migration): string =>
  `insert into supabase_migrations.schema_migrations (version, name, statements) values
     (${pg.escapeLiteral(version)}, ${pg.escapeLiteral(name)}, array[${pg.escapeLiteral(sql)}])`;
