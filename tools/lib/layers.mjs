import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at } from './root.mjs';
import { runNode } from './run.mjs';

/** Cheap layers first: a mistake is found as early as it can be. */
export const layers = [
  { name: 'unit' },
  { name: 'contracts' },
  { name: 'sql' },
  { name: 'conformance' },
  { name: 'simulation' },
  { name: 'browser', needs: 'chromium' },
  { name: 'e2e', needs: 'chromium' },
  // With `--all` only, as in continuous integration: other builds than the one that is served (settings, a newer version).
  { name: 'e2e-slow', needs: 'chromium', onRequest: true },
  // With `--all` only: nobody but developers sees the dashboard.
  { name: 'dev', needs: 'chromium', onRequest: true },
];

/** Runs one vitest project, shows its own output, and answers what tools/lib/reporter.mjs makes of it. */
export async function runLayer(name, { env = {}, filters = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'rockon-test-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const report = join(folder, 'report.json');
  try {
    const { code } = await runNode(
      at('node_modules', 'vitest', 'vitest.mjs'),
      ['run', '--project', name, '--reporter=default', `--reporter=${at('tools', 'lib', 'reporter.mjs')}`, ...filters],
      { env: { ...env, TEST_REPORT: report } },
    );
    return withExitCode(readReport(report), code);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** A run that ends badly has failed, also when every test it reports has passed. */
export function withExitCode(result, code) {
  if (code === 0 || result.failed.length > 0) return result;
  const details = `vitest ended with code ${code}; its output is above.`;
  return { ...result, failed: [{ file: '', title: 'an error outside of the tests', details }] };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // vitest ended before it could write: its exit code tells.
    return { passed: 0, skipped: 0, retried: [], failed: [], files: [] };
  }
}
