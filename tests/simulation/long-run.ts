import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { add, type Coverage } from './coverage.ts';
import type { Part, PlantedResult, Report, Totals } from './report.ts';

/** Seeds per process: few enough to show progress, enough that the start of a process does not matter. */
const CHUNK = 250;

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));

/** Runs the command line in its own process, which sends its totals instead of printing them. */
async function runChunk(server: Part['server'], firstSeed: number, seeds: number): Promise<Totals> {
  const args = ['--server', server, '--seed', String(firstSeed), '--seeds', String(seeds)];
  const child = fork(cli, args, { execArgv: process.execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`A run of ${seeds} seeds from ${firstSeed} ended with code ${code} before it sent its totals`);
  });
  const [totals] = await Promise.race([once(child, 'message'), failed]);
  return totals;
}

/** Runs all seeds of one server in chunks, one process per core at a time. */
async function runPart(server: Part['server'], firstSeed: number, seeds: number): Promise<Part> {
  const started = performance.now();
  const starts = Array.from({ length: Math.ceil(seeds / CHUNK) }, (_, index) => firstSeed + index * CHUNK);
  const done: { readonly start: number; readonly totals: Totals }[] = [];
  const work = async () => {
    for (let start = starts.shift(); start !== undefined; start = starts.shift()) {
      done.push({ start, totals: await runChunk(server, start, Math.min(CHUNK, firstSeed + seeds - start)) });
      const finished = done.reduce((sum, { totals }) => sum + totals.scenarios, 0);
      console.log(`${server}: ${finished} of ${seeds} seeds`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const coverage: Coverage = {};
  const inOrder = done.toSorted((a, b) => a.start - b.start).map(({ totals }) => totals);
  for (const totals of inOrder) add(coverage, totals.coverage);
  return {
    server,
    firstSeed,
    minutes: (performance.now() - started) / 60_000,
    totals: {
      scenarios: inOrder.reduce((sum, { scenarios }) => sum + scenarios, 0),
      steps: inOrder.reduce((sum, { steps }) => sum + steps, 0),
      findings: inOrder.flatMap(({ findings }) => findings),
      coverage,
    },
  };
}

export interface LongRunOptions {
  readonly firstSeed: number;
  readonly seeds: number;
  readonly sqlSeeds: number;
  readonly planted: Report['planted']['seeds'];
  readonly findPlanted: (firstSeed: number, seeds: number) => Promise<readonly PlantedResult[]>;
}

/** Everything in docs/simulation-run.md. */
export async function longRun({ firstSeed, seeds, sqlSeeds, planted, findPlanted }: LongRunOptions): Promise<Report> {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const date = new Date().toISOString().slice(0, 10);
  const model = await runPart('model', firstSeed, seeds);
  const sql = await runPart('sql', firstSeed, sqlSeeds);
  return {
    date,
    commit,
    model,
    sql,
    planted: { firstSeed: 1, seeds: planted, results: await findPlanted(1, planted) },
  };
}
