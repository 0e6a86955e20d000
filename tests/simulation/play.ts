import { expect } from 'vitest';
import { add, type Coverage, missing } from './coverage.ts';
import { regressions } from './regressions.ts';
import { type RunOptions, run } from './run.ts';
import { draw, type Scenario } from './scenario.ts';
import { firstSeed } from './seeds.ts';
import { shrink } from './shrink.ts';

/**
 * Plays the recorded scenarios and a number of fresh ones.
 * @throws Error with the broken rule, the shrunk scenario and the command that replays it
 */
export async function play(server: 'model' | 'sql', seeds: number, options: RunOptions = {}): Promise<void> {
  const first = firstSeed();
  const again = regressions.map(({ name, scenario }) => ({ name: `--again ${name}`, scenario }));
  const coverage: Coverage = {};
  const playOne = async ({ name, scenario }: { readonly name: string; readonly scenario: Scenario }) => {
    const outcome = await run(scenario, options);
    add(coverage, outcome.coverage);
    if (!outcome.violation) return;
    const { rule, detail } = outcome.violation;
    const small = await shrink(scenario, rule, options);
    throw new Error(
      `${rule}: ${detail}\nRun it again: npm run sim -- --server ${server} ${name} --trace\nShrunk to ${small.events.length} of ${scenario.events.length} events:\n${small.events.map((event) => JSON.stringify(event)).join('\n')}`,
    );
  };
  for (const each of again) await playOne(each);
  // Thirty seeds may miss a rare event: then more are played until every event has happened.
  for (let at = 0; at < seeds || (missing(coverage).length > 0 && at < seeds * 3); at++)
    await playOne({ name: `--seed ${first + at}`, scenario: draw(first + at) });
  // An event that never happened was not tested.
  expect(missing(coverage)).toEqual([]);
}

/** Plays the same scenario twice and compares every step. */
export async function expectTheSameTwice(options: RunOptions = {}): Promise<void> {
  const traces: string[] = [];
  for (let time = 0; time < 2; time++) {
    const lines: string[] = [];
    const { coverage } = await run(draw(4711), { ...options, trace: (line) => lines.push(line) });
    traces.push(`${lines.join('\n')}\n${JSON.stringify(coverage)}`);
  }
  expect(traces[0]).toBe(traces[1]);
}
