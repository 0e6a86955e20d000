import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMigrations, schemaFile } from '@rockon/local-stack';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, migrationsDir, type TestDatabase } from '../support/postgres.ts';
import { Session } from '../support/sql-session.ts';

let database: TestDatabase;
let session: Session;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresAdminUrl'));
  session = await Session.open(database.adminUrl);
});
afterAll(async () => {
  await session.close();
  await database.drop();
});

test('supabase/schema.sql is up to date with the migrations', async () => {
  const written = await readFile(join(migrationsDir, '../schema.sql'), 'utf8');
  const now = await schemaFile(session.client, await readMigrations(migrationsDir));
  expect(written === now ? 'up to date' : 'stale: run npm run schema').toBe('up to date');
});

test('a later migration replaces a definition in place, and new tables come last', async () => {
  const migrations = await readMigrations(migrationsDir);
  const later = `-- The newest comment.
create or replace function private.rank(role text) returns integer language sql immutable as $$ select 7 $$;
create table public.venues (
  id uuid primary key,
  -- Seats and standing room.
  capacity integer
);`;
  await session.admin('begin');
  try {
    await session.admin(later);
    const text = await schemaFile(session.client, [...migrations, { version: '2099', name: 'venues', sql: later }]);
    expect(text).toContain('-- The newest comment.\nCREATE OR REPLACE FUNCTION private.rank(role text)');
    expect(text.match(/FUNCTION private\.rank\(/g)).toHaveLength(1);
    expect(text.indexOf('private.rank(role')).toBeLessThan(text.indexOf('create table sync.scopes'));
    expect(text.indexOf('-- ══ 2099_venues')).toBeGreaterThan(text.indexOf('private.schedule_prune()'));
    expect(text).toContain(
      '  -- Seats and standing room.\n  capacity integer,\n  constraint venues_pkey PRIMARY KEY (id)',
    );
  } finally {
    await session.admin('rollback');
  }
});
