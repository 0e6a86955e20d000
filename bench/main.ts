// npm run bench [-- --repeat N] [NAME…]: measures against bench/budgets.ts, prints a table, writes bench/results/*.json.
import { parseArgs } from 'node:util';
import { measureApp } from './app.ts';
import { openWorld } from './bench-harness.ts';
import { faultMeasures } from './fault-measures.ts';
import { measures as plainMeasures } from './measures.ts';
import { report, type Samples } from './report.ts';
import { measureServing } from './serving.ts';
import { measuredSizes } from './sizes.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  options: { repeat: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const repeat = Number(values.repeat);
if (!Number.isInteger(repeat) || repeat < 1) throw new Error('--repeat takes a whole number from 1');
const measures = { ...plainMeasures, ...faultMeasures };
const names = [...Object.keys(measures), 'serving', 'app', 'sizes'];
const unknown = positionals.find((name) => !names.includes(name));
if (unknown)
  throw new Error(`There is no measure "${unknown}". Measures: ${names.map((name) => `"${name}"`).join(', ')}.`);
const wanted = positionals.length > 0 ? positionals : names;

const samples: Samples = {};
const chosen = Object.entries(measures).filter(([name]) => wanted.includes(name));
if (chosen.length > 0) {
  console.log('Starting a stack for the bench …');
  const world = await openWorld();
  try {
    for (const [name, measure] of chosen) {
      console.log(`Measuring: ${name} …`);
      Object.assign(samples, await measure(world, repeat));
    }
  } finally {
    await world.end();
  }
}
if (wanted.includes('serving')) {
  console.log('Measuring: serving …');
  Object.assign(samples, { serving: await measureServing(repeat) });
}
if (wanted.includes('app')) {
  console.log('Measuring: app …');
  Object.assign(samples, await measureApp(repeat));
}
if (wanted.includes('sizes')) Object.assign(samples, measuredSizes());
const missed = report(samples);
if (missed.length > 0) {
  console.log(
    `${missed.length} budget${missed.length === 1 ? '' : 's'} missed: ${missed.map(({ what }) => what).join('; ')}.`,
  );
  process.exitCode = 1;
}
