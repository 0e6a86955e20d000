import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareDatabase, startPostgres } from '@rockon/local-stack';
import { migrationsDir, testSecrets } from '../support/postgres.ts';
import { add, type Coverage, table } from './coverage.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { regressions } from './regressions.ts';
import { type RunOptions, run } from './run.ts';
import { draw, type Scenario } from './scenario.ts';
import { firstSeed } from './seeds.ts';
import { shrink } from './shrink.ts';
import { SimDatabase } from './sql-database.ts';
import { SqlSimServer } from './sql-server.ts';

const USAGE =
  'Usage: npm run sim -- [--seeds N] [--seed S] [--server model|sql] [--trace] [--planted]   (N and S whole numbers)';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    server: { type: 'string', default: 'model' },
    trace: { type: 'boolean', default: false },
    again: { type: 'string' },
    planted: { type: 'boolean', default: false },
  },
});
const first = values.seed === undefined ? firstSeed() : Number(values.seed);
const count = values.seeds === undefined ? 1 : Number(values.seeds);
if (!Number.isInteger(first) || !Number.isInteger(count) || count < 1 || !['model', 'sql'].includes(values.server)) {
  console.error(USAGE);
  process.exit(2);
}

/** What is to be run, and how to run it again. */
function* wanted(): Generator<{ readonly name: string; readonly scenario: Scenario }> {
  if (values.again !== undefined) {
    for (const { name, scenario } of regressions)
      if (name === values.again || values.again === 'all') yield { name: `--again ${name}`, scenario };
  } else for (let seed = first; seed < first + count; seed++) yield { name: `--seed ${seed}`, scenario: draw(seed) };
}

/** Every scenario in turn. @returns how many broke a promise. */
async function runAll(options: RunOptions): Promise<number> {
  const coverage: Coverage = {};
  const started = performance.now();
  let [scenarios, steps, violations] = [0, 0, 0];
  for (const { name, scenario } of wanted()) {
    const outcome = await run(scenario, values.trace ? { ...options, trace: (line) => console.log(line) } : options);
    scenarios += 1;
    steps += outcome.steps;
    add(coverage, outcome.coverage);
    if (!outcome.violation) continue;
    violations += 1;
    const { rule, detail, step } = outcome.violation;
    console.log(`${name}, step ${step}: ${rule}: ${detail}`);
    const small = await shrink(scenario, rule, options);
    console.log(`shrunk to ${small.events.length} of ${scenario.events.length} events:`);
    for (const event of small.events) console.log(`  ${JSON.stringify(event)}`);
    console.log(`again: npm run sim -- --server ${values.server} ${name} --trace`);
  }
  const perMinute = Math.round((steps / (performance.now() - started)) * 60_000);
  console.log(`\nhow often it happened\n${table(coverage)}`);
  console.log(`\n${values.server} server, ${perMinute} steps a minute`);
  console.log(`${scenarios} seeds, ${steps} steps, ${violations} violations`);
  return scenarios === 0 ? 1 : violations;
}

/** How many scenarios each planted bug survives. @returns how many survived them all. */
async function findPlanted(): Promise<number> {
  let missed = 0;
  for (const [name, saboteur] of Object.entries(PLANTED_BUGS)) {
    let found: string | null = null;
    for (let at = 0; at < count && found === null; at++) {
      const { violation } = await run(draw(first + at), { saboteur });
      if (violation) found = `after ${at + 1} seeds: ${violation.rule}`;
    }
    if (found === null) missed += 1;
    console.log(`${name}: ${found ?? `not in ${count} seeds`}`);
  }
  return missed;
}

/** A Postgres for this run alone, in a folder that goes with it. */
async function onPostgres(body: (database: SimDatabase) => Promise<number>): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rockon-sim-'));
  const server = await startPostgres({ dataDir, fast: true });
  try {
    await server.createDatabase('sim');
    const adminUrl = server.adminUrl('sim');
    await prepareDatabase({ adminUrl, migrationsDir, secrets: testSecrets });
    const database = await SimDatabase.open(adminUrl);
    return await body(database).finally(() => database.line.close());
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const violations = values.planted
  ? await findPlanted()
  : values.server === 'sql'
    ? await onPostgres((database) => runAll({ server: () => new SqlSimServer(database) }))
    : await runAll({});
process.exit(violations === 0 ? 0 : 1);
