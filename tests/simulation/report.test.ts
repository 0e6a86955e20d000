import { describe, expect, test } from 'vitest';
import { type Part, type Report, reportText } from './report.ts';

const part = (server: Part['server'], findings: Part['totals']['findings'] = []): Part => ({
  server,
  firstSeed: 11,
  minutes: 1.25,
  totals: { scenarios: 2, steps: 1234, findings, coverage: { writes: 40, crashes: 0 } },
});

const report: Report = {
  date: '2026-01-02',
  commit: 'abc1234',
  model: part('model', [{ name: '--seed 12', step: 8, rule: 'no lost work', detail: 'w9. is gone' }]),
  sql: part('sql'),
  planted: {
    firstSeed: 1,
    seeds: 200,
    results: [
      { bug: 'deletions are ignored', found: { seeds: 1, rule: 'confirmed rows' } },
      { bug: 'a bug nobody finds', found: null },
    ],
  },
};

describe('the report of a long run', () => {
  const text = reportText(report);

  test('names date, commit, seeds, steps and violations', () => {
    expect(text).toContain('on 2026-01-02, commit abc1234.');
    expect(text).toContain('Seeds 11 to 12, 1.3 minutes: **2 seeds, 1,234 steps, 1 violation**.');
    expect(text).toContain('**2 seeds, 1,234 steps, 0 violations**');
  });

  test('lists each violation with the command that replays it', () => {
    expect(text).toContain(
      '- `no lost work` at step 8: w9. is gone\n  Play it again: `npm run sim -- --server model --seed 12 --trace`',
    );
  });

  test('includes events that never happened', () => {
    expect(text).toContain('```\n        40  writes\n         0  crashes\n```');
  });

  test('has for each planted bug the number of seeds until it was found, or that it was not', () => {
    expect(text).toContain('| deletions are ignored | 1 seed | confirmed rows |');
    expect(text).toContain('| a bug nobody finds | not in 200 seeds | |');
  });
});
