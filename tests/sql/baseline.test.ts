import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Catalog, OUR_SCHEMA, prepareDatabase, readCatalog } from '@rockon/local-stack';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, migrationsDir, testSecrets } from '../support/postgres.ts';
import { Session } from '../support/sql-session.ts';
import { RENAMED_FUNCTIONS, RENAMED_WORDS, REWORDED_MESSAGES } from './support/baseline-renames.ts';
import { writeReplacedMigrations } from './support/replaced-migrations.ts';

/** The baseline's own files; migrations that were added after it are left out of the comparison. */
const BASELINE = /^20260201\d+_.*\.sql$/;

const url = (database: string): string => inject('postgresAdminUrl').replace('DATABASE', database);
const databases: string[] = [];
const folders: string[] = [];
let maintenance: Session;
let current: Session;
beforeAll(async () => {
  maintenance = await Session.open(url('postgres'));
  const database = await createTestDatabase(inject('postgresAdminUrl'));
  databases.push(database.name);
  current = await Session.open(database.adminUrl);
});
afterAll(async () => {
  await current.close();
  for (const database of databases) await maintenance.admin(`drop database if exists ${database} with (force)`);
  await maintenance.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function catalogAfter(fill: (folder: string) => Promise<unknown>): Promise<Catalog> {
  const folder = await mkdtemp(join(tmpdir(), 'rockon-baseline-'));
  folders.push(folder);
  await fill(folder);
  const database = `test_${randomBytes(6).toString('hex')}`;
  databases.push(database);
  await maintenance.admin(`create database ${database}`);
  await prepareDatabase({ adminUrl: url(database), migrationsDir: folder, secrets: testSecrets });
  const session = await Session.open(url(database));
  try {
    return await readCatalog(session.client, OUR_SCHEMA);
  } finally {
    await session.close();
  }
}

const COMMENT_OR_STRING = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\n]|'')*'/g;
const collapsed = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Without comments, and however the lines are broken. */
const withoutComments = (sql: string): string =>
  collapsed(sql.replace(COMMENT_OR_STRING, (found) => (found.startsWith("'") ? found : ' ')));

/** Replaces whole words in code, but not in strings. */
function replaceWords(sql: string, words: Readonly<Record<string, string>>): string {
  const pattern = new RegExp(`\\b(${Object.keys(words).join('|')})\\b|${COMMENT_OR_STRING.source}`, 'g');
  return sql.replace(pattern, (found) => words[found] ?? found);
}

/** The catalog of the replaced migrations with the names and messages of the baseline. */
function renamed(catalog: Catalog): Catalog {
  const functions = new RegExp(`\\bprivate\\.(${Object.keys(RENAMED_FUNCTIONS).join('|')})\\b`, 'g');
  const rename = (text: string) =>
    text
      .replace(functions, (_, name: string) => `private.${RENAMED_FUNCTIONS[name]}`)
      .replaceAll('keep_conflict.', 'record_conflict.');
  const reword = (text: string) =>
    Object.entries(REWORDED_MESSAGES).reduce((sofar, [old, now]) => sofar.replaceAll(`'${old}'`, `'${now}'`), text);
  return Object.fromEntries(
    Object.entries(catalog).map(([name, definition]) => [
      rename(name),
      name.startsWith('function private.')
        ? replaceWords(reword(rename(withoutComments(definition))), RENAMED_WORDS)
        : rename(withoutComments(definition)),
    ]),
  );
}

const commentsStripped = (catalog: Catalog): Catalog =>
  Object.fromEntries(Object.entries(catalog).map(([name, definition]) => [name, withoutComments(definition)]));

test('baseline and replaced migrations make the same catalog, apart from names and comments', async () => {
  const [before, now] = await Promise.all([
    catalogAfter((folder) => writeReplacedMigrations(folder)),
    catalogAfter(async (folder) => {
      const files = (await readdir(migrationsDir)).filter((file) => BASELINE.test(file));
      for (const file of files) await cp(join(migrationsDir, file), join(folder, file));
    }),
  ]);
  expect(commentsStripped(now)).toEqual(renamed(before));
  expect(Object.keys(now).length).toBeGreaterThan(400);
});

test.each([
  'create or replace function private.is_day(value text) returns boolean language sql immutable as $$ select true $$',
  'alter function private.sync_push(jsonb) security invoker',
  'alter function private.sync_push(jsonb) set search_path = public',
  'alter function private.announce() owner to supabase_auth_admin',
  'grant execute on function private.prune(interval, bigint, interval) to authenticated',
  'alter table public.songs alter column bpm set default 120',
  'alter table public.songs alter column tags drop not null',
  'alter table public.songs add column mood text',
  'alter table public.songs drop constraint songs_bpm_check',
  'alter table public.songs set (fillfactor = 90)',
  'alter table sync.changes disable row level security',
  'drop index public.conflicts_open_idx',
  'alter table public.songs disable trigger sync_stamp',
  'drop trigger make_profile on auth.users',
  'drop policy "members listen to their scopes" on realtime.messages',
  'grant insert on public.songs to authenticated',
  'alter type private.log_entry add attribute note text',
  'alter default privileges for role postgres grant execute on functions to public',
  "update sync.entities set least_role = 'viewer' where name = 'songs'",
  'create publication supabase_realtime_test for table public.songs',
  "comment on table public.songs is 'songs'",
])('the comparison of catalogs notices: %s', async (change) => {
  const before = await readCatalog(current.client, OUR_SCHEMA);
  await current.admin('begin');
  try {
    await current.admin(change);
    expect(await readCatalog(current.client, OUR_SCHEMA)).not.toEqual(before);
  } finally {
    await current.admin('rollback');
  }
});
