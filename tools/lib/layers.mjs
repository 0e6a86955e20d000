import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { filesBelow } from './files.mjs';
import { at, root } from './root.mjs';
import { runNode } from './run.mjs';

/** Cheap layers first: a mistake is told as early as it can be. `folder` holds the tests of the layer alone. */
export const layers = [
  { name: 'unit' },
  { name: 'contracts' },
  { name: 'sql', folder: 'tests/sql' },
  { name: 'conformance', folder: 'tests/conformance' },
  { name: 'simulation', folder: 'tests/simulation', optional: true },
  { name: 'browser', folder: 'tests/browser', needs: 'chromium' },
  { name: 'e2e', folder: 'tests/e2e', needs: 'chromium' },
  // On request only: other builds than the one that is served (settings, a newer version).
  { name: 'e2e-slow', folder: 'tests/e2e-slow', needs: 'chromium', onRequest: true },
  // On request only: nobody but developers sees the dashboard, and a whole run has to stay under twelve minutes.
  { name: 'dev', folder: 'tests/dev', needs: 'chromium', onRequest: true },
];

/** A layer that nobody has begun is left out; all others must have tests, so that none is lost unnoticed. */
export const begun = (layer) => !layer.optional || filesBelow(layer.folder).some((path) => path.endsWith('.test.ts'));

/**
 * Counts from vitest's JSON report. A file that could not be loaded and an error outside of any test have no failed
 * test of their own; each counts as one, else a broken file would pass for a missing one.
 */
export function countReport(report, code) {
  const failed = report.testResults.flatMap((file) => {
    const name = relative(root, file.name);
    const tests = file.assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0 && file.status === 'failed') return [{ title: name, details: file.message ?? '' }];
    return tests.map((test) => ({
      title: `${name} > ${[...test.ancestorTitles, test.title].join(' > ')}`,
      details: test.failureMessages.join('\n'),
    }));
  });
  const all = report.testResults.flatMap((file) => file.assertionResults);
  const skipped = all.filter((test) => !['passed', 'failed'].includes(test.status)).length;
  if (failed.length === 0 && code !== 0) {
    failed.push({
      title: 'an error outside of the tests',
      details: `vitest ended with code ${code}; its words are above.`,
    });
  }
  return { passed: all.filter((test) => test.status === 'passed').length, failed, skipped };
}

/** Runs one vitest project and shows its own output. */
export async function runLayer(name, { env = {}, filters = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'rockon-test-'));
  const file = join(folder, 'report.json');
  try {
    const { code } = await runNode(
      at('node_modules', 'vitest', 'vitest.mjs'),
      ['run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters],
      { env },
    );
    return countReport(readReport(file), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}
