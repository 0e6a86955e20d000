import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

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
 *   longer       tests/longer: journeys with other settings and with a newer version of the app; on request only
 *   dev          tests/dev: the developer dashboard, in a development build; on request only
 */

const postgres = './tests/support/postgres.ts';
const withPostgres = existsSync(postgres) ? { globalSetup: [postgres] } : {};
const excluded = ['**/node_modules/**', '**/dist/**'];

const order = ['unit', 'contracts', 'sql', 'conformance', 'simulation', 'browser', 'e2e', 'longer', 'dev'];

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
      ...rest,
    },
  };
}

export default defineConfig({
  test: {
    // A test file that hangs must fail by name, well before the whole run is cut off.
    teardownTimeout: 20_000,
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
        testTimeout: 10_000,
      }),
      layer('contracts', ['{packages,tests}/**/*.contract.test.{ts,tsx}'], {
        ...withPostgres,
        exclude: [...excluded, 'tests/browser/**'],
        testTimeout: 20_000,
        hookTimeout: 60_000,
      }),
      layer('sql', ['tests/sql/**/*.test.ts'], { ...withPostgres, testTimeout: 30_000, hookTimeout: 60_000 }),
      layer('conformance', ['tests/conformance/**/*.test.ts'], {
        ...withPostgres,
        testTimeout: 30_000,
        hookTimeout: 60_000,
      }),
      layer('simulation', ['tests/simulation/**/*.test.ts'], {
        ...withPostgres,
        testTimeout: 180_000,
        hookTimeout: 60_000,
      }),
      layer('browser', ['tests/browser/**/*.test.ts'], {
        ...withPostgres,
        testTimeout: 60_000,
        hookTimeout: 60_000,
      }),
      layer('e2e', ['tests/e2e/**/*.test.ts'], {
        globalSetup: ['./tests/e2e/support/global-setup.ts'],
        testTimeout: 60_000,
        hookTimeout: 120_000,
        // Two browsers at once fill two cores; the people of one test never meet those of another.
        maxWorkers: 2,
      }),
      layer('longer', ['tests/longer/**/*.test.ts'], {
        globalSetup: ['./tests/e2e/support/global-setup.ts'],
        testTimeout: 60_000,
        hookTimeout: 120_000,
        maxWorkers: 2,
      }),
      layer('dev', ['tests/dev/**/*.test.ts'], {
        globalSetup: ['./tests/dev/support/global-setup.ts'],
        // Each test is a whole story on one pair of devices.
        testTimeout: 120_000,
        hookTimeout: 120_000,
        maxWorkers: 2,
      }),
    ],
  },
});
