import { afterAll, beforeAll, inject } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { SimDatabase } from './sql-database.ts';
import { SqlSimServer } from './sql-server.ts';

/** A database with our migrations for the scenarios of one test file. Each scenario starts with `server()`. */
export function useSql(): { readonly sim: () => SimDatabase; readonly server: () => SqlSimServer } {
  let database: TestDatabase;
  let sim: SimDatabase;
  beforeAll(async () => {
    database = await createTestDatabase(inject('postgresAdminUrl'));
    sim = await SimDatabase.open(database.adminUrl);
  });
  afterAll(async () => {
    await sim.line.close();
    await database.drop();
  });
  return { sim: () => sim, server: () => new SqlSimServer(sim) };
}
