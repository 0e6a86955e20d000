import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rules } from '../../.dependency-cruiser.mjs';
import { directionProblems } from './directions.mjs';

/** For each rule: a bad import and, where it is easy to forbid too much, a good one nearby. */
const planted = {
  'core-imports-only-protocol': {
    bad: ['packages/sync/src/core/a.ts', '../ports/clock.ts'],
    good: ['packages/sync/src/core/a.ts', '../protocol/row.ts'],
  },
  'protocol-stands-alone': {
    bad: ['packages/sync/src/protocol/a.ts', '../core/view.ts'],
    good: ['packages/sync/src/protocol/a.ts', 'zod/mini'],
  },
  'ports-are-only-contracts': {
    bad: ['packages/sync/src/ports/a.ts', '../engine/engine.ts'],
    good: ['packages/sync/src/ports/a.ts', '../core/view.ts'],
  },
  'engine-never-imports-adapters': {
    bad: ['packages/sync/src/engine/a.ts', '../adapters/dexie/repository.ts'],
    good: ['packages/sync/src/engine/a.ts', '../ports/clock.ts'],
  },
  'adapters-know-no-engine': {
    bad: ['packages/sync/src/adapters/browser/a.ts', '../../engine/engine.ts'],
    good: ['packages/sync/src/adapters/browser/a.ts', '../../ports/clock.ts'],
  },
  'dexie-only-in-its-adapter': {
    bad: ['packages/sync/src/adapters/browser/a.ts', 'dexie'],
    good: ['packages/sync/src/adapters/dexie/a.ts', 'dexie'],
  },
  'supabase-only-in-its-adapter': {
    bad: ['apps/web/src/session/a.ts', '@supabase/supabase-js'],
    good: ['packages/sync/src/adapters/supabase/a.ts', '@supabase/supabase-js'],
  },
  'sign-in-only-in-auth': {
    bad: ['packages/sync/src/adapters/supabase/a.ts', '@supabase/auth-js'],
    good: ['packages/auth/src/a.ts', '@supabase/auth-js'],
  },
  'sync-knows-no-sign-in': {
    bad: ['packages/sync/src/adapters/supabase/a.ts', '@rockon/auth'],
    good: ['packages/auth/src/a.ts', '@rockon/sync'],
  },
  'auth-knows-no-app': {
    bad: ['packages/auth/src/a.ts', '@rockon/domain'],
    good: ['apps/web/src/session/a.ts', '@rockon/auth'],
  },
  'react-only-in-sync-react-and-apps': {
    bad: ['packages/domain/src/a.ts', 'react'],
    good: ['packages/sync-react/src/a.ts', 'react'],
  },
  'domain-imports-no-engine': {
    bad: ['packages/domain/src/a.ts', '@rockon/sync'],
    good: ['packages/domain/src/a.ts', 'type:@rockon/sync'],
  },
  'sync-knows-no-band-noun': {
    bad: ['packages/sync-react/src/a.ts', '@rockon/domain'],
    good: ['packages/sync-react/src/a.ts', '@rockon/sync'],
  },
  'ui-is-dumb': {
    bad: ['apps/web/src/ui/a.tsx', 'type:@rockon/domain'],
    good: ['apps/web/src/ui/a.tsx', './button.tsx'],
  },
  'features-do-not-know-each-other': {
    bad: ['apps/web/src/features/songs/a.ts', '../shows/show.ts'],
    good: ['apps/web/src/features/shows/a.ts', './show.ts'],
  },
  'lib-knows-no-band': {
    bad: ['apps/web/src/lib/a.ts', '../band/band.ts'],
    good: ['apps/web/src/lib/a.ts', '../ui/button.tsx'],
  },
  'session-stands-below-band': {
    bad: ['apps/web/src/session/a.ts', '../band/band.ts'],
    good: ['apps/web/src/session/a.ts', '../lib/store.ts'],
  },
  'band-stands-below-records': {
    bad: ['apps/web/src/band/a.ts', '../records/row.ts'],
    good: ['apps/web/src/band/a.ts', '../session/session.ts'],
  },
  'records-stand-below-features': {
    bad: ['apps/web/src/records/a.ts', '../features/shows/show.ts'],
    good: ['apps/web/src/records/history/a.ts', '../row.ts'],
  },
  'features-stand-below-app': {
    bad: ['apps/web/src/features/shows/a.ts', '../../app/app.ts'],
    good: ['apps/web/src/app/a.ts', '../features/shows/show.ts'],
  },
  'engine-rooms-do-not-know-each-other': {
    bad: ['packages/sync/src/engine/tab/a.ts', '../leader/push.ts'],
    good: ['packages/sync/src/engine/leader/a.ts', '../tab/memory.ts'],
  },
  'journal-watches-from-outside': {
    bad: ['packages/sync/src/engine/a.ts', '../journal/log.ts'],
    good: ['packages/sync/src/journal/a.ts', '../engine/engine.ts'],
  },
  'only-the-app-joins-adapters': {
    bad: ['apps/web/src/features/songs/a.ts', '@rockon/sync/dexie'],
    good: ['apps/web/src/session/a.ts', '@rockon/sync/dexie'],
  },
  'local-stack-imports-nothing-of-ours': {
    bad: ['packages/local-stack/src/a.ts', 'type:@rockon/sync'],
    good: ['packages/local-stack/src/a.ts', './index.mts'],
  },
  'apps-do-not-ship-the-server': {
    bad: ['apps/web/src/app/a.ts', '@rockon/local-stack'],
    good: ['tests/e2e/a.ts', '@rockon/local-stack'],
  },
  'packages-by-name': {
    bad: ['apps/web/src/app/a.ts', '../../../../packages/sync/src/index.ts'],
    good: ['apps/web/src/app/a.ts', '@rockon/sync'],
  },
  'packages-by-name-from-outside': {
    bad: ['tests/sql/a.ts', '../../packages/local-stack/src/index.ts'],
    good: ['tests/sql/a.ts', '@rockon/local-stack'],
  },
  'no-barrels-inside-a-package': {
    bad: ['packages/sync/src/engine/a.ts', '../index.ts'],
    good: ['packages/sync/src/engine/a.ts', './engine.ts'],
  },
  'no-test-code-in-production': {
    bad: ['apps/web/src/app/a.ts', 'fast-check'],
    good: ['apps/web/src/app/a.test.ts', 'fast-check'],
  },
  'no-cycles': {
    bad: ['packages/sync/src/core/loop.ts', './back.ts'],
    good: ['packages/sync/src/core/view.ts', '../protocol/row.ts'],
  },
  'no-cycles-in-tests': {
    bad: ['tests/simulation/loop.ts', './back.ts'],
    good: ['tests/simulation/loop.ts', 'type:./back.ts'],
  },
  'everything-resolves': {
    bad: ['packages/sync/src/core/a.ts', './missing.ts'],
    good: ['apps/web/src/app/a.ts', 'virtual:pwa-register/react'],
  },
};

/** The tree that the planted imports point at. */
const standing = [
  'packages/sync/src/index.ts',
  'packages/sync/src/protocol/row.ts',
  'packages/sync/src/core/view.ts',
  'packages/sync/src/ports/clock.ts',
  'packages/sync/src/engine/engine.ts',
  'packages/sync/src/adapters/dexie/repository.ts',
  'packages/sync/src/adapters/dexie/index.ts',
  'packages/domain/src/index.ts',
  'packages/auth/src/index.ts',
  'packages/local-stack/src/index.ts',
  'packages/local-stack/src/index.mts',
  'packages/sync/src/engine/tab/memory.ts',
  'packages/sync/src/engine/leader/push.ts',
  'packages/sync/src/journal/log.ts',
  'apps/web/src/ui/button.tsx',
  'apps/web/src/lib/store.ts',
  'apps/web/src/session/session.ts',
  'apps/web/src/band/band.ts',
  'apps/web/src/records/row.ts',
  'apps/web/src/app/app.ts',
  'apps/web/src/features/shows/show.ts',
];
const packages = {
  sync: { '.': './src/index.ts', './dexie': './src/adapters/dexie/index.ts' },
  domain: './src/index.ts',
};
const foreign = ['dexie', 'react', 'zod', 'zod/mini', 'fast-check', '@supabase/supabase-js', '@supabase/auth-js'];

let tree;

function write(path, text) {
  const full = join(tree, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'rockon-directions-'));
  write('package.json', '{"name":"tree","workspaces":["packages/*"]}');
  for (const path of standing) write(path, 'export const value = 1;\n');
  for (const folder of ['packages/sync/src/core', 'tests/simulation']) {
    write(`${folder}/back.ts`, "import './loop.ts';\nexport const value = 1;\n");
  }
  for (const name of ['sync', 'auth', 'domain', 'local-stack']) {
    write(
      `packages/${name}/package.json`,
      JSON.stringify({ name: `@rockon/${name}`, exports: packages[name] ?? './src/index.ts' }),
    );
    mkdirSync(join(tree, 'node_modules/@rockon'), { recursive: true });
    symlinkSync(join(tree, 'packages', name), join(tree, 'node_modules/@rockon', name), 'dir');
  }
  for (const name of foreign) write(`node_modules/${name}/index.js`, 'export const value = 1;\n');
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

async function brokenBy([file, imported]) {
  const typeOnly = imported.startsWith('type:');
  const statement = typeOnly
    ? `import type { value } from '${imported.slice('type:'.length)}';\nexport type V = typeof value;\n`
    : `import { value } from '${imported}';\nexport const v = value;\n`;
  write(file, statement);
  try {
    return (await directionProblems([file], tree)).broken;
  } finally {
    rmSync(join(tree, file));
  }
}

describe('direction rules', () => {
  test('every rule has a planted bad import here', () => {
    expect(Object.keys(planted).sort()).toEqual(rules.map((rule) => rule.name).sort());
  });

  for (const [name, { bad, good }] of Object.entries(planted)) {
    test(`${name}: ${bad[0]} may not import ${bad[1]}`, async () => {
      expect(await brokenBy(bad)).toContain(name);
    });
    test(`${name}: ${good[0]} may import ${good[1]}`, async () => {
      expect(await brokenBy(good)).toEqual([]);
    });
  }
});
