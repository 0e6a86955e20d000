import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase } from '@rockon/local-stack';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrationsDir, TEMPLATE, testSecrets } from '../support/postgres.ts';

let folder: string;
const made: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rockon-migrations-'));
  await cp(migrationsDir, folder, { recursive: true });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  for (const name of made) await query(url('postgres'), `drop database if exists ${name} with (force)`);
});

const url = (database: string): string => inject('postgresAdminUrl').replace('DATABASE', database);

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function emptyDatabase(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  made.push(name);
  await query(url('postgres'), `create database ${name}`);
  return url(name);
}

/** A database with all migrations: a copy of the run's template, in a tenth of the time that preparing one takes. */
async function preparedDatabase(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  made.push(name);
  await query(url('postgres'), `create database ${name} template ${TEMPLATE} owner postgres`);
  return url(name);
}

const prepare = (adminUrl: string, log?: (line: string) => void): Promise<void> =>
  prepareDatabase({ adminUrl, migrationsDir: folder, secrets: testSecrets, ...(log && { log }) });

test('several databases are prepared at once, one of them twice', async () => {
  const databases = [await emptyDatabase(), await emptyDatabase(), await emptyDatabase()] as const;
  await Promise.all([...databases, databases[0]].map((database) => prepare(database)));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'));
  for (const database of databases) {
    const applied = await query(
      database,
      `select version || '_' || name || '.sql' as file from supabase_migrations.schema_migrations`,
    );
    expect(applied.map(({ file }) => file).sort()).toEqual(files.sort());
  }
});

test('nothing runs on an up-to-date database, and of newer files only the new migration', async () => {
  const database = await emptyDatabase();
  await prepare(database);
  const lines: string[] = [];
  await prepare(database, (line) => lines.push(line));
  expect(lines).toEqual([]);
  const added = join(folder, '20990101000000_later.sql');
  await writeFile(added, 'create table public.later (id int); alter table public.later enable row level security;');
  await prepare(database, (line) => lines.push(line));
  expect(lines).toEqual(['migration 20990101000000 later']);
  await rm(added);
});

test('a failed migration is rolled back and reported with its line', async () => {
  const database = await preparedDatabase();
  const broken = join(folder, '20990101000000_broken.sql');
  await writeFile(broken, 'create table public.half (id int);\n\nselect nothing from nowhere;');
  await expect(prepare(database)).rejects.toThrow(
    /^Migration 20990101000000_broken, line 3: relation "nowhere" does not exist/,
  );
  expect(
    await query(
      database,
      `select to_regclass('public.half') as half, to_regclass('public.songs') is not null as songs`,
    ),
  ).toEqual([{ half: null, songs: true }]);
  await rm(broken);
});

test('an applied migration that was edited later is refused', async () => {
  const database = await preparedDatabase();
  const file = join(folder, '20990101000000_edited.sql');
  await writeFile(file, 'select 1;');
  await prepare(database);
  await writeFile(file, 'select 2;');
  await expect(prepare(database)).rejects.toThrow(/20990101000000_edited was changed after/);
  await rm(file);
});

/** One database for all of them, since a refused statement is rolled back. */
let refusing: string | undefined;
test.each([
  'alter table realtime.messages add column mine int',
  'create function auth.mine() returns int language sql as $$ select 1 $$',
  'create table realtime.mine (id int)',
  'alter table auth.users add column mine int',
  'create role mine superuser',
])('a statement that hosted projects refuse fails here: %s', async (statement) => {
  refusing ??= await preparedDatabase();
  const file = join(folder, '20990101000000_refused.sql');
  await writeFile(file, statement);
  await expect(prepare(refusing)).rejects.toThrow(/permission denied|must be owner|hosted projects refuse/);
  await rm(file);
});
