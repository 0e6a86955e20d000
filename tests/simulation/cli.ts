import { parseArgs } from 'node:util';
import { add, type Coverage } from './coverage.ts';
import { run } from './run.ts';
import { draw } from './scenario.ts';
import { firstSeed } from './seeds.ts';
import { shrink } from './shrink.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, trace: { type: 'boolean', default: false } },
});
const first = values.seed === undefined ? firstSeed() : Number(values.seed);
const count = values.seeds === undefined ? 1 : Number(values.seeds);
if (!Number.isInteger(first) || !Number.isInteger(count) || count < 1) {
  console.error('Usage: npm run sim -- [--seeds N] [--seed S] [--trace]   (N and S whole numbers)');
  process.exit(2);
}

const coverage: Coverage = {};
let steps = 0;
let violations = 0;
for (let seed = first; seed < first + count; seed++) {
  const scenario = draw(seed);
  const outcome = await run(scenario, null, values.trace ? (line) => console.log(line) : undefined);
  steps += outcome.steps;
  add(coverage, outcome.coverage);
  if (!outcome.violation) continue;
  violations += 1;
  const { rule, detail, step } = outcome.violation;
  console.log(`seed ${seed}, step ${step}: ${rule}: ${detail}`);
  const small = await shrink(scenario, rule);
  console.log(`shrunk to ${small.events.length} of ${scenario.events.length} events:`);
  for (const event of small.events) console.log(`  ${JSON.stringify(event)}`);
  console.log(`again: npm run sim -- --seed ${seed} --trace`);
}
console.log('\nhow often it happened');
for (const [name, times] of Object.entries(coverage)) console.log(`  ${String(times).padStart(8)}  ${name}`);
console.log(`\n${count} seeds, ${steps} steps, ${violations} violations`);
process.exit(violations === 0 ? 0 : 1);
