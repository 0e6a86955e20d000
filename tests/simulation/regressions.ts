import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Scenario } from './scenario.ts';

export interface Regression {
  /** `<rule>-<slug>`, the rule as in packages/sync/SPEC.md. */
  readonly name: string;
  /** What went wrong. */
  readonly note: string;
  readonly scenario: Scenario;
}

const folder = fileURLToPath(new URL('./regressions', import.meta.url));

/** Shrunk scenarios that broke a rule once; every run plays them all. */
export const regressions: readonly Regression[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => ({ name: file.slice(0, -'.json'.length), ...JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) }));
