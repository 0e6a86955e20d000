import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { SQL_BUGS } from './planted-sql-bugs.ts';
import { expectTheSameTwice, play } from './play.ts';
import { run } from './run.ts';
import { draw } from './scenario.ts';
import { SimDatabase } from './sql-database.ts';
import { SqlSimServer } from './sql-server.ts';

const SEEDS = 30;
const PLANTED_SEEDS = 200;

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

const server = () => new SqlSimServer(sim);

describe('the same against our SQL', () => {
  it(`[V1][P4][P5][L1][L2][N2][X1][S2][T1][T6][F5] keeps every promise in ${SEEDS} scenarios`, () =>
    play('sql', SEEDS, { server }));

  it('does the same thing for the same seed', () => expectTheSameTwice({ server }));

  for (const [name, bug] of Object.entries(SQL_BUGS)) {
    it(`finds a bug planted in the database: ${name}`, () =>
      sim.withChangedFunction(bug, async () => {
        for (let seed = 1; seed <= PLANTED_SEEDS; seed++) if ((await run(draw(seed), { server })).violation) return;
        throw new Error(`${PLANTED_SEEDS} scenarios did not notice it`);
      }));
  }
});
