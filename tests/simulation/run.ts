import { checkRest, checkSafety } from './checks.ts';
import { type Coverage, count } from './coverage.ts';
import type { Saboteur } from './device.ts';
import type { Scenario } from './scenario.ts';
import { SimWorld, Violated, type Violation } from './world.ts';

export interface Outcome {
  readonly violation: Violation | null;
  readonly steps: number;
  readonly coverage: Coverage;
}

/** Runs one scenario to its end or to the first broken promise. */
export async function run(
  scenario: Scenario,
  saboteur: Saboteur | null = null,
  trace: (line: string) => void = () => {},
): Promise<Outcome> {
  const world = new SimWorld(scenario, saboteur);
  try {
    await world.begin();
    for (const event of scenario.events) {
      trace(
        `${String(world.step).padStart(4)} ${String(world.clock.now() % 10_000_000).padStart(8)} ${JSON.stringify(event)}`,
      );
      await world.happen(event);
      checkSafety(world);
    }
    await world.heal();
    checkRest(world);
    return { violation: null, steps: world.step, coverage: count(world) };
  } catch (error) {
    if (error instanceof Violated) return { violation: error.violation, steps: world.step, coverage: count(world) };
    return {
      violation: { rule: 'crash', detail: String((error as Error).stack ?? error), step: world.step },
      steps: world.step,
      coverage: count(world),
    };
  } finally {
    for (const tab of world.tabs()) tab.kill();
  }
}
