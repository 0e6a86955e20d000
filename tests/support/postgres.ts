import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareDatabase, type Secrets, startPostgres } from '@rockon/local-stack';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

/**
 * One Postgres for a whole test run, with a template database that holds every migration. A test file clones the
 * template (about 100 ms) and has a database of its own.
 */

export const testSecrets: Secrets = {
  jwtSecret: 'a-secret-that-only-tests-know-and-that-is-long-enough',
  databasePassword: 'tests-only',
};

export const migrationsDir = fileURLToPath(new URL('../../supabase/migrations', import.meta.url));

export const TEMPLATE = 'rockon_template';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser connection string of the run's Postgres, with DATABASE in place of the database's name. */
    postgresAdminUrl: string;
  }
}

/** vitest's globalSetup: runs once per project, before its first test file. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rockon-postgres-'));
  const server = await startPostgres({ dataDir, fast: true });
  await server.createDatabase(TEMPLATE);
  await prepareDatabase({ adminUrl: server.adminUrl(TEMPLATE), migrationsDir, secrets: testSecrets });
  project.provide('postgresAdminUrl', server.adminUrl('DATABASE'));
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

export interface TestDatabase {
  readonly name: string;
  /** Superuser connection string of this database. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/** A fresh database with every migration, nothing else in it. `adminUrlPattern` is `inject('postgresAdminUrl')`. */
export async function createTestDatabase(adminUrlPattern: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const maintain = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: adminUrlPattern.replace('DATABASE', 'postgres') });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await maintain(`create database ${name} template ${TEMPLATE} owner postgres`);
  return {
    name,
    adminUrl: adminUrlPattern.replace('DATABASE', name),
    drop: () => maintain(`drop database if exists ${name} with (force)`),
  };
}
