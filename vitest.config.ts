import { defineConfig } from 'vitest/config';
import { PATIENCE_MS, TEST_MS } from './tests/support/patience.ts';

/**
 * One project per test layer, so that each can be run alone: `npx vitest run --project sql`.
 * `npm test` runs them all, one process per layer (tools/test.mjs).
 *
 *   unit         packages, apps, tools and bench, *.test.ts[x]: pure code in Node, no database, no browser
 *   contracts    *.contract.test.ts: one suite per port, on every implementation of it
 *   sql          tests/sql: functions, triggers and row-level security on a real Postgres
 *   conformance  tests/conformance: supabase-js and the real PostgREST against the local stack
 *   simulation   tests/simulation: many clients, virtual time, faults
 *   browser      tests/browser: the adapters in Chromium
 *   e2e          tests/e2e: two people, several devices, against what `npm start` serves
 *   e2e-slow     tests/e2e-slow: journeys with other settings and with a newer version of the app; on request only
 *   dev          tests/dev: the developer dashboard, in a development build; on request only
 */

const postgres = './tests/support/postgres.ts';
const excluded = ['**/node_modules/**', '**/dist/**'];

const order = ['unit', 'contracts', 'sql', 'conformance', 'simulation', 'browser', 'e2e', 'e2e-slow', 'dev'];

/** Files share a worker and its Chromium: each test opens browser profiles of its own, so nothing else is shared. */
const journeys = { isolate: false };

/** A layer runs after the cheaper ones (groupOrder), so that a plain `npx vitest run` fails early too. */
function layer(name: string, include: string[], rest: Record<string, unknown> = {}) {
  return {
    test: {
      name,
      environment: 'node' as const,
      include,
      exclude: excluded,
      sequence: { groupOrder: order.indexOf(name) },
      maxWorkers: 2,
      // One set of limits for every layer. They end what hangs and decide nothing else: a busy machine takes its time.
      testTimeout: TEST_MS,
      hookTimeout: TEST_MS,
      expect: { poll: { timeout: PATIENCE_MS } },
      setupFiles: ['./tests/support/end-with-runner.ts'],
      ...rest,
    },
  };
}

export default defineConfig({
  test: {
    teardownTimeout: PATIENCE_MS,
    // `npm run coverage`: what decides must be tried both ways, branch by branch.
    coverage: {
      provider: 'v8',
      include: ['packages/sync/src/core/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reporter: ['text'],
      thresholds: { branches: 95 },
    },
    projects: [
      layer('unit', ['{packages,apps,tools,bench}/**/*.test.{ts,tsx,mjs}'], {
        exclude: [...excluded, '**/*.contract.test.{ts,tsx}'],
        // Files share a worker and what it has loaded: a worker of its own for each of 90 files took half of the time.
        isolate: false,
      }),
      layer('contracts', ['{packages,tests}/**/*.contract.test.{ts,tsx}'], {
        globalSetup: [postgres],
        exclude: [...excluded, 'tests/browser/**'],
      }),
      layer('sql', ['tests/sql/**/*.test.ts'], { globalSetup: [postgres] }),
      layer('conformance', ['tests/conformance/**/*.test.ts'], { globalSetup: [postgres] }),
      layer('simulation', ['tests/simulation/**/*.test.ts'], { globalSetup: [postgres] }),
      layer('browser', ['tests/browser/**/*.test.ts']),
      layer('e2e', ['tests/e2e/**/*.test.ts'], { ...journeys, globalSetup: ['./tests/e2e/support/global-setup.ts'] }),
      layer('e2e-slow', ['tests/e2e-slow/**/*.test.ts'], {
        ...journeys,
        globalSetup: ['./tests/e2e/support/global-setup.ts'],
      }),
      layer('dev', ['tests/dev/**/*.test.ts'], { ...journeys, globalSetup: ['./tests/dev/support/global-setup.ts'] }),
    ],
  },
});
