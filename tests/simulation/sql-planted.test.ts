import { describe, it } from 'vitest';
import { SQL_BUGS } from './planted-sql-bugs.ts';
import { run } from './run.ts';
import { draw } from './scenario.ts';
import { useSql } from './use-sql.ts';

const PLANTED_SEEDS = 200;

describe('bugs planted in our SQL', () => {
  const { sim, server } = useSql();

  for (const [name, bug] of Object.entries(SQL_BUGS)) {
    it(`finds a bug planted in the database: ${name}`, () =>
      sim().withChangedFunction(bug, async () => {
        for (let seed = 1; seed <= PLANTED_SEEDS; seed++) if ((await run(draw(seed), { server })).violation) return;
        throw new Error(`${PLANTED_SEEDS} scenarios did not notice it`);
      }));
  }
});
