import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type BudgetId, budgets } from './budgets.ts';
import { type Figures, figures } from './statistics.ts';

export type Samples = Partial<Record<BudgetId, readonly number[]>>;

interface Line extends Figures {
  readonly id: BudgetId;
  readonly what: string;
  readonly unit: string;
  readonly must: number;
  readonly aim: number;
  readonly value: number;
  readonly verdict: 'aim' | 'ok' | 'MISSED';
}

function lineOf(id: BudgetId, values: readonly number[]): Line {
  const budget = budgets[id];
  const all = figures(values);
  const value = all[budget.figure];
  const within = (limit: number) => ('higherIsBetter' in budget ? value >= limit : value <= limit);
  const verdict = within(budget.aim) ? 'aim' : within(budget.must) ? 'ok' : 'MISSED';
  return { id, what: budget.what, unit: budget.unit, must: budget.must, aim: budget.aim, value, verdict, ...all };
}

const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));

/** Prints the table, writes the JSON file, and returns the missed budgets. */
export function report(samples: Samples): readonly Line[] {
  const lines = Object.entries(samples).map(([id, values]) => lineOf(id as BudgetId, values));
  console.log(
    `\n${'measure'.padEnd(46)}${['n', 'p50', 'p95', 'max', 'must', 'aim'].map((head) => head.padStart(9)).join('')}`,
  );
  for (const line of lines) {
    const cells = [
      String(line.n),
      short(line.p50),
      short(line.p95),
      short(line.max),
      short(line.must),
      short(line.aim),
    ];
    const name = `${line.what} (${line.unit})`.padEnd(46);
    console.log(`${name}${cells.map((cell) => cell.padStart(9)).join('')}  ${line.verdict}`);
  }
  const folder = fileURLToPath(new URL('./results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = `${folder}${at.replaceAll(':', '-')}.json`;
  const about = { at, commit: commit(), node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model ?? '' };
  writeFileSync(file, `${JSON.stringify({ ...about, lines, samples }, null, 2)}\n`);
  console.log(`\nWritten to bench/results/${file.slice(folder.length)}.`);
  return lines.filter((line) => line.verdict === 'MISSED');
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'not a git checkout';
  }
}
