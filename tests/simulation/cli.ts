import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareDatabase, startPostgres } from '@rockon/local-stack';
import { migrationsDir, testSecrets } from '../support/postgres.ts';
import { add, type Coverage, table } from './coverage.ts';
import { longRun } from './long-run.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { regressions } from './regressions.ts';
import { type Finding, type PlantedResult, reportText, type Totals } from './report.ts';
import { type RunOptions, run } from './run.ts';
import { draw, type Scenario } from './scenario.ts';
import { firstSeed } from './seeds.ts';
import { shrink } from './shrink.ts';
import { SimDatabase } from './sql-database.ts';
import { SqlSimServer } from './sql-server.ts';

const USAGE = `Usage: npm run sim -- [--seeds N] [--seed S] [--server model|sql] [--trace] [--again NAME] [--planted]
       npm run sim -- --report FILE [--seeds N] [--seed S] [--sql-seeds N]   (N and S whole numbers)`;

/** Defaults of `--report`. Its seeds are far from those of everyday runs. */
const REPORT = { seeds: 5_000, firstSeed: 100_001, sqlSeeds: 200, plantedSeeds: 200 };

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    'sql-seeds': { type: 'string' },
    server: { type: 'string', default: 'model' },
    trace: { type: 'boolean', default: false },
    again: { type: 'string' },
    planted: { type: 'boolean', default: false },
    report: { type: 'string' },
  },
});
const whole = (text: string | undefined, otherwise: number) => (text === undefined ? otherwise : Number(text));
const reporting = values.report !== undefined;
const first = whole(values.seed, reporting ? REPORT.firstSeed : firstSeed());
const count = whole(values.seeds, reporting ? REPORT.seeds : 1);
const sqlSeeds = whole(values['sql-seeds'], REPORT.sqlSeeds);
const valid = Number.isInteger(first) && [count, sqlSeeds].every((each) => Number.isInteger(each) && each > 0);
if (!valid || !['model', 'sql'].includes(values.server)) {
  console.error(USAGE);
  process.exit(2);
}

/** The scenarios to run, each with the arguments that replay it. */
function* wanted(): Generator<{ readonly name: string; readonly scenario: Scenario }> {
  if (values.again !== undefined) {
    for (const { name, scenario } of regressions)
      if (name === values.again || values.again === 'all') yield { name: `--again ${name}`, scenario };
  } else for (let seed = first; seed < first + count; seed++) yield { name: `--seed ${seed}`, scenario: draw(seed) };
}

/** Runs every scenario, prints violations, and shrinks their scenarios. */
async function runAll(options: RunOptions): Promise<Totals> {
  const coverage: Coverage = {};
  const findings: Finding[] = [];
  const started = performance.now();
  let [scenarios, steps] = [0, 0];
  for (const { name, scenario } of wanted()) {
    const outcome = await run(scenario, values.trace ? { ...options, trace: (line) => console.log(line) } : options);
    scenarios += 1;
    steps += outcome.steps;
    add(coverage, outcome.coverage);
    if (!outcome.violation) continue;
    const { rule, detail, step } = outcome.violation;
    findings.push({ name, step, rule, detail });
    console.log(`${name}, step ${step}: ${rule}: ${detail}`);
    const small = await shrink(scenario, rule, options);
    console.log(`shrunk to ${small.events.length} of ${scenario.events.length} events:`);
    for (const event of small.events) console.log(`  ${JSON.stringify(event)}`);
    console.log(`again: npm run sim -- --server ${values.server} ${name} --trace`);
  }
  const perMinute = Math.round((steps / (performance.now() - started)) * 60_000);
  console.log(`\nhow often it happened\n${table(coverage)}`);
  console.log(`\n${values.server} server, ${perMinute} steps a minute`);
  console.log(`${scenarios} seeds, ${steps} steps, ${findings.length} violations`);
  return { scenarios, steps, findings, coverage };
}

/** Counts how many scenarios each planted bug survives. */
async function findPlanted(from: number, seeds: number): Promise<readonly PlantedResult[]> {
  const results: PlantedResult[] = [];
  for (const [bug, saboteur] of Object.entries(PLANTED_BUGS)) {
    let found: PlantedResult['found'] = null;
    for (let at = 0; at < seeds && found === null; at++) {
      const { violation } = await run(draw(from + at), { saboteur });
      if (violation) found = { seeds: at + 1, rule: violation.rule };
    }
    results.push({ bug, found });
    console.log(`${bug}: ${found === null ? `not in ${seeds} seeds` : `after ${found.seeds} seeds: ${found.rule}`}`);
  }
  return results;
}

/** Runs `body` on a temporary Postgres. */
async function onPostgres<T>(body: (database: SimDatabase) => Promise<T>): Promise<T> {
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

async function writeReport(file: string): Promise<boolean> {
  const report = await longRun({ firstSeed: first, seeds: count, sqlSeeds, planted: REPORT.plantedSeeds, findPlanted });
  await writeFile(file, reportText(report));
  console.log(`Written to ${file}.`);
  const { model, sql, planted } = report;
  return [...model.totals.findings, ...sql.totals.findings].length === 0 && planted.results.every(({ found }) => found);
}

async function runScenarios(): Promise<boolean> {
  const totals =
    values.server === 'sql'
      ? await onPostgres((database) => runAll({ server: () => new SqlSimServer(database) }))
      : await runAll({});
  // Started by a long run, which needs the totals and not the text.
  if (process.send) await new Promise<void>((sent) => process.send?.(totals, undefined, undefined, () => sent()));
  return totals.scenarios > 0 && totals.findings.length === 0;
}

const passed =
  values.report !== undefined
    ? await writeReport(values.report)
    : values.planted
      ? (await findPlanted(first, count)).every(({ found }) => found !== null)
      : await runScenarios();
process.exit(passed ? 0 : 1);
