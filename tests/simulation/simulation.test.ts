import { describe, expect, it } from 'vitest';
import { add, type Coverage } from './coverage.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { run } from './run.ts';
import { draw } from './scenario.ts';
import { firstSeed } from './seeds.ts';
import { shrink } from './shrink.ts';

const SEEDS = 300;
const PLANTED_SEEDS = 200;

describe('many devices, virtual time, every kind of trouble', () => {
  it(`[V1][P4][P5][L1][L2][N2][X1][S2][T1][T6][F5] keeps every promise in ${SEEDS} scenarios`, async () => {
    const first = firstSeed();
    const coverage: Coverage = {};
    for (let seed = first; seed < first + SEEDS; seed++) {
      const scenario = draw(seed);
      const outcome = await run(scenario);
      add(coverage, outcome.coverage);
      if (!outcome.violation) continue;
      const { rule, detail } = outcome.violation;
      const small = await shrink(scenario, rule);
      throw new Error(
        `${rule}: ${detail}\nRun it again: npm run sim -- --seed ${seed} --trace\nShrunk to ${small.events.length} of ${scenario.events.length} events:\n${small.events.map((event) => JSON.stringify(event)).join('\n')}`,
      );
    }
    // What never happened was not tested.
    expect(Object.entries(coverage).filter(([, times]) => times === 0)).toEqual([]);
  });

  it('does the same thing for the same seed', async () => {
    const traces = await Promise.all(
      [1, 2].map(async () => {
        const lines: string[] = [];
        const { coverage } = await run(draw(4711), { trace: (line) => lines.push(line) });
        return JSON.stringify([lines, coverage]);
      }),
    );
    expect(traces[0]).toBe(traces[1]);
  });

  for (const [name, saboteur] of Object.entries(PLANTED_BUGS)) {
    it(`finds a planted bug: ${name}`, async () => {
      for (let seed = 1; seed <= PLANTED_SEEDS; seed++) if ((await run(draw(seed), { saboteur })).violation) return;
      throw new Error(`${PLANTED_SEEDS} scenarios did not notice it`);
    });
  }
});
