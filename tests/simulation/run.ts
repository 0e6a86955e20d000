import { checkRest, checkSafety } from './checks.ts';
import { type Coverage, count } from './coverage.ts';
import type { Saboteur } from './device.ts';
import { ModelSimServer } from './model.ts';
import type { Scenario } from './scenario.ts';
import type { ServerMaker } from './server.ts';
import { SimWorld, Violated, type Violation } from './world.ts';

export interface Outcome {
  readonly violation: Violation | null;
  readonly steps: number;
  readonly coverage: Coverage;
}

export interface RunOptions {
  /** The model by default. */
  readonly server?: ServerMaker;
  readonly saboteur?: Saboteur | null;
  readonly trace?: (line: string) => void;
}

/** Runs one scenario to its end or to the first violation. */
export async function run(scenario: Scenario, options: RunOptions = {}): Promise<Outcome> {
  const server = options.server?.() ?? new ModelSimServer();
  const world = new SimWorld(scenario, server, options.saboteur);
  const outcome = (violation: Violation | null) => ({ violation, steps: world.step, coverage: count(world) });
  try {
    await world.begin();
    for (const event of scenario.events) {
      await world.happen(event);
      const time = String(world.clock.now() % 10_000_000).padStart(8);
      options.trace?.(
        `${String(world.step).padStart(4)} ${time} ${JSON.stringify(event).padEnd(60)} ${world.fingerprint()}`,
      );
      checkSafety(world);
    }
    await world.heal();
    options.trace?.(`healed: ${world.fingerprint()}`);
    await checkRest(world);
    return outcome(null);
  } catch (error) {
    if (error instanceof Violated) return outcome(error.violation);
    return outcome({ rule: 'crash', detail: String((error as Error).stack ?? error), step: world.step });
  } finally {
    for (const tab of world.tabs()) tab.kill();
    await server.quiet();
  }
}
