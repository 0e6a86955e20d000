import { type RunOptions, run } from './run.ts';
import type { Scenario, SimEvent } from './scenario.ts';

/**
 * Makes a failing scenario small: leaves out halves, then quarters, then single events, as long as the same rule is still
 * broken.
 * @param budgetMs real time to spend
 */
export async function shrink(
  scenario: Scenario,
  rule: string,
  options: RunOptions = {},
  budgetMs = 20_000,
): Promise<Scenario> {
  const until = performance.now() + budgetMs;
  const breaks = async (events: readonly SimEvent[]) =>
    (await run({ ...scenario, events }, options)).violation?.rule === rule;
  let events = scenario.events;
  for (let size = Math.ceil(events.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < events.length && performance.now() < until; ) {
      const without = [...events.slice(0, at), ...events.slice(at + size)];
      if (await breaks(without)) events = without;
      else at += size;
    }
  }
  return { ...scenario, events };
}
