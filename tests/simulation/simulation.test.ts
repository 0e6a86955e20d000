import { describe, it } from 'vitest';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { expectTheSameTwice, play } from './play.ts';
import { regressions } from './regressions.ts';
import { run } from './run.ts';
import { draw } from './scenario.ts';

const SEEDS = 300;
const PLANTED_SEEDS = 200;

describe('many devices in virtual time, with every kind of fault', () => {
  it(`[V1][P4][P5][L1][L2][N2][X1][S2][T1][T6][F5] keeps every promise in ${SEEDS} scenarios`, () =>
    play('model', SEEDS));

  it('is deterministic for a seed', () => expectTheSameTwice());

  for (const [name, saboteur] of Object.entries(PLANTED_BUGS)) {
    it(`finds a planted bug: ${name}`, async () => {
      for (const { scenario } of regressions) if ((await run(scenario, { saboteur })).violation) return;
      for (let seed = 1; seed <= PLANTED_SEEDS; seed++) if ((await run(draw(seed), { saboteur })).violation) return;
      throw new Error(`${PLANTED_SEEDS} scenarios did not notice it`);
    });
  }
});
