import { describe, it } from 'vitest';
import { expectTheSameTwice, play } from './play.ts';
import { useSql } from './use-sql.ts';

const SEEDS = 30;

describe('the same against our SQL', () => {
  const { server } = useSql();

  it(`[V1][P4][P5][L1][L2][N2][X1][S2][T1][T6][F5] keeps every promise in ${SEEDS} scenarios`, () =>
    play('sql', SEEDS, { server }));

  it('is deterministic for a seed', () => expectTheSameTwice({ server }));
});
