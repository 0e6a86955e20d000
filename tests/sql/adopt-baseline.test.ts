import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprints, OUR_SCHEMA, prepareDatabase, readCatalog } from '@rockon/local-stack';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, migrationsDir, testSecrets } from '../support/postgres.ts';
import { Device, Session } from '../support/sql-session.ts';
import { replacedMigrations, writeReplacedMigrations } from './support/replaced-migrations.ts';

/** A database of the replaced migrations, with a band and a song in it: what a `.rockon` folder from then holds. */
const OLD = `test_${randomBytes(6).toString('hex')}`;
const url = (database: string): string => inject('postgresAdminUrl').replace('DATABASE', database);
const databases: string[] = [OLD];
const sessions: Session[] = [];
let maintenance: Session;
let folder: string;
let ann: string;
let band: string;
let song: string;

const prepareOld = (database: string): Promise<void> =>
  prepareDatabase({ adminUrl: url(database), migrationsDir: folder, secrets: testSecrets });
const prepareNow = (database: string): Promise<void> =>
  prepareDatabase({ adminUrl: url(database), migrationsDir, secrets: testSecrets });

async function open(database: string): Promise<Session> {
  const session = await Session.open(url(database));
  sessions.push(session);
  return session;
}

async function emptyDatabase(template = 'template1'): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  databases.push(name);
  await maintenance.admin(`create database ${name} template ${template} owner postgres`);
  return name;
}

const versions = (session: Session) =>
  session.admin<{ file: string; md5: string }>(
    `select version || '_' || name as file, md5(statements[1]) from supabase_migrations.schema_migrations order by 1`,
  );

/** Every row of every table of ours. */
async function contents(session: Session): Promise<Record<string, unknown>> {
  const tables = await session.admin<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('public', 'sync', 'auth') and tablename <> 'entities' order by 1`,
  );
  const rows: Record<string, unknown> = {};
  for (const { name } of tables) {
    rows[name] = (await session.admin(`select to_jsonb(t) as row from ${name} t order by 1`)).map(({ row }) => row);
  }
  return rows;
}

beforeAll(async () => {
  maintenance = await Session.open(url('postgres'));
  folder = await mkdtemp(join(tmpdir(), 'rockon-replaced-'));
  await writeReplacedMigrations(folder);
  await maintenance.admin(`create database ${OLD}`);
  await prepareOld(OLD);
  const session = await Session.open(url(OLD));
  ann = await session.signUp('Ann');
  band = await session.band(ann);
  song = await new Device(session, ann, band).insert({ title: 'Jolene', tags: ['slow'] });
  await session.close();
});
afterAll(async () => {
  for (const session of sessions) await session.close();
  for (const database of databases) await maintenance.admin(`drop database if exists ${database} with (force)`);
  await maintenance.close();
  await rm(folder, { recursive: true, force: true });
});

test('replaced.json matches the replaced migrations and the catalog they make', async () => {
  const recorded = JSON.parse(await readFile(join(migrationsDir, '../baseline/replaced.json'), 'utf8'));
  const migrations = [...(await replacedMigrations())].map(([file, sql]) => [
    file.replace(/\.sql$/, ''),
    createHash('md5').update(sql).digest('hex'),
  ]);
  const session = await open(await emptyDatabase(OLD));
  expect(recorded).toEqual({
    baseline: '20260201001400',
    migrations: Object.fromEntries(migrations),
    catalog: fingerprints(await readCatalog(session.client, OUR_SCHEMA)),
  });
});

test('a database of the replaced migrations adopts the baseline and keeps every row', async () => {
  const database = await emptyDatabase(OLD);
  const session = await open(database);
  const before = await contents(session);
  await prepareNow(database);
  expect(await contents(session)).toEqual(before);

  const fresh = await createTestDatabase(inject('postgresAdminUrl'));
  databases.push(fresh.name);
  const other = await open(fresh.name);
  expect(await readCatalog(session.client, OUR_SCHEMA)).toEqual(await readCatalog(other.client, OUR_SCHEMA));
  expect(await versions(session)).toEqual(await versions(other));

  const phone = new Device(session, ann, band);
  expect(await phone.send('update', song, { base: 1, set: { title: 'Jolene (live)' } })).toMatchObject({
    status: 'applied',
    row: { title: 'Jolene (live)', tags: ['slow'] },
  });
  const lines: string[] = [];
  await prepareDatabase({
    adminUrl: url(database),
    migrationsDir,
    secrets: testSecrets,
    log: (line) => lines.push(line),
  });
  expect(lines).toEqual([]);
});

test('an unfinished database is refused unchanged, and adopts after the old version finishes it', async () => {
  const database = await emptyDatabase();
  const half = await mkdtemp(join(tmpdir(), 'rockon-half-'));
  await writeReplacedMigrations(half, '20260103000300');
  await prepareDatabase({ adminUrl: url(database), migrationsDir: half, secrets: testSecrets });
  await rm(half, { recursive: true });
  const session = await open(database);
  const before = await versions(session);
  await expect(prepareNow(database)).rejects.toThrow(
    /did not finish: its migration 20260103000300_push_in_runs is missing\. Nothing was changed\. Start it once with/,
  );
  expect(await versions(session)).toEqual(before);
  await prepareOld(database);
  await prepareNow(database);
  expect((await versions(session)).length).toBe((await readdir(migrationsDir)).length);
});

test('an edited schema is refused unchanged, and adopts after the edits are undone', async () => {
  const database = await emptyDatabase(OLD);
  const session = await open(database);
  await session.admin(`
    create table public.roadies (id uuid primary key);
    drop index public.conflicts_open_idx;
    alter table public.songs drop constraint songs_bpm_check`);
  const [before, catalog] = [await versions(session), await readCatalog(session.client, OUR_SCHEMA)];
  const refusal = await prepareNow(database).catch((error: Error) => error.message);
  expect(refusal).toContain('its schema was edited by hand since: ');
  expect(refusal).toContain('column public.roadies.id was added');
  expect(refusal).toContain('constraint public.songs.songs_bpm_check is missing');
  expect(refusal).toContain('index public.conflicts_open_idx is missing');
  expect(refusal).toContain('Nothing was changed. Undo these edits and start again.');
  expect(await versions(session)).toEqual(before);
  expect(await readCatalog(session.client, OUR_SCHEMA)).toEqual(catalog);
  await session.admin(`
    drop table public.roadies;
    create index conflicts_open_idx on public.conflicts (record_id, path) where open;
    alter table public.songs add constraint songs_bpm_check check (bpm between 1 and 999)`);
  await prepareNow(database);
  expect((await versions(session)).length).toBe((await readdir(migrationsDir)).length);
});

test('two processes that open an old database at once adopt the baseline once', async () => {
  const database = await emptyDatabase(OLD);
  await Promise.all([prepareNow(database), prepareNow(database)]);
  const session = await open(database);
  expect((await versions(session)).length).toBe((await readdir(migrationsDir)).length);
});
