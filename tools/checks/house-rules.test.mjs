import { describe, expect, test } from 'vitest';
import { bare, houseProblems, houseRules } from './house-rules.mjs';

const lines = (count) => 'x;\n'.repeat(count);
const sleep = `await page.wait${'ForTimeout'}(500)`;

/** For each rule: what it must find, and the near miss that it must leave alone. */
const cases = {
  'core-length': {
    bad: ['packages/sync/src/core/a.ts', lines(301)],
    good: ['packages/sync/src/core/a.ts', lines(300)],
  },
  'file-length': { bad: ['apps/web/src/app/a.tsx', lines(401)], good: ['apps/web/src/app/a.tsx', lines(400)] },
  'test-length': { bad: ['tests/sql/a.test.ts', lines(601)], good: ['tests/sql/a.test.ts', lines(600)] },
  'no-sleep': {
    bad: ['tests/e2e/a.test.ts', sleep],
    good: ['tests/e2e/a.test.ts', `// no ${sleep}\nsetTimeout(onTick, 5)`],
  },
  'no-environment-branch': {
    bad: ['packages/sync/src/engine/a.ts', "if (process.env.NODE_ENV === 'test') f();"],
    good: ['packages/sync/src/engine/a.ts', '// never NODE_ENV here'],
  },
  'no-ambient-time': {
    bad: ['packages/sync/src/engine/a.ts', 'const now = Date.now();'],
    good: ['packages/sync/src/adapters/browser/a.ts', 'const now = Date.now();'],
  },
  'browser-only-in-its-adapter': {
    bad: ['packages/sync/src/adapters/dexie/a.ts', 'navigator.storage.persist();'],
    good: ['packages/sync/src/adapters/dexie/a.ts', 'options.navigator.storage; /* window.x */'],
  },
  'sync-names-no-app': {
    bad: ['packages/sync/src/engine/a.ts', "const name = 'rockon-songs';"],
    good: ['packages/sync/src/engine/a.ts', "import { SyncEngine } from '@rockon/sync';"],
  },
  'no-machine-paths': {
    bad: ['tests/sql/a.ts', `const folder = '/${'tmp'}/data';`],
    good: ['tests/sql/a.ts', "const folder = join(tmpdir(), 'data'); fetch(base + '/songs');"],
  },
};

const named = (name, [path, text]) => houseProblems(path, text).filter((problem) => problem.startsWith(`${name}:`));

describe('house rules', () => {
  test('every rule has a case here', () => {
    expect(Object.keys(cases)).toEqual(houseRules.map((rule) => rule.name));
  });

  for (const [name, { bad, good }] of Object.entries(cases)) {
    test(`${name} is found`, () => expect(named(name, bad)).toHaveLength(1));
    test(`${name} leaves the near miss alone`, () => expect(named(name, good)).toEqual([]));
  }

  test('comments are blanked without moving lines', () => {
    expect(bare('a /* 1\n2 */ b // c\nd')).toBe('a     \n     b     \nd');
  });
});
