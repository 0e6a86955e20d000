import { noDevCode, sizes } from '../checks/bundle.mjs';
import { components } from '../checks/components.mjs';
import { deadCode } from '../checks/dead-code.mjs';
import { directions } from '../checks/directions.mjs';
import { docs } from '../checks/docs.mjs';
import { houseLimits } from '../checks/house-rules.mjs';
import { specRules } from '../checks/spec-rules.mjs';
import { style } from '../checks/style.mjs';
import { types } from '../checks/types.mjs';
import { words } from '../checks/words.mjs';
import { seconds } from './run.mjs';

/** @typedef {{ name: string, what: string, run: () => Promise<{ problems: string[], note?: string }> }} Check */

/** Slow checks first: two run at a time, and the quick ones fill the gaps. @type {readonly Check[]} */
export const checks = [
  types,
  noDevCode,
  deadCode,
  style,
  directions,
  sizes,
  specRules,
  docs,
  words,
  houseLimits,
  components,
];

const shown = 60;

/**
 * Runs checks two at a time and prints each as it ends.
 * @param {readonly Check[]} wanted
 * @returns {Promise<{ passed: number, failed: { title: string, details: string }[] }>}
 */
export async function runChecks(wanted) {
  const queue = [...wanted];
  const failed = [];
  let passed = 0;
  const work = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) {
      const started = Date.now();
      const { problems, note } = await check.run().catch((error) => ({ problems: [String(error?.stack ?? error)] }));
      const line = `${check.name} (${seconds(Date.now() - started)}${note ? `; ${note}` : ''})`;
      if (problems.length === 0) {
        passed += 1;
        console.log(`  ✓ ${line}`);
        continue;
      }
      const rest = problems.length > shown ? [`… and ${problems.length - shown} more`] : [];
      const details = [...problems.slice(0, shown), ...rest].join('\n').replace(/^/gm, '    ');
      failed.push({ title: `static > ${check.name}: ${check.what}`, details });
      console.log(`  ✗ ${line}: ${check.what}\n${details}`);
    }
  };
  await Promise.all([work(), work()]);
  return { passed, failed };
}
