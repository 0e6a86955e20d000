// Rules that no linter offers. Each has the files it applies to, what it looks for, and the reason.
import { filesBelow, isTestFile, readText } from '../lib/files.mjs';

const code = /\.(tsx?|mjs|sql)$/;
const isCore = (path) => path.startsWith('packages/sync/src/core/');
const isPureSync = (path) => /^packages\/sync\/src\/(core|protocol|ports|engine)\//.test(path);
const isLibrary = (path) => /^packages\/[^/]+\/src\//.test(path) || path.startsWith('apps/web/src/');
const isInTests = (path) =>
  isTestFile(path) || path.startsWith('tests/') || path.startsWith('packages/sync/src/testing/');

/** Files that may be longer than 400 lines, each with its reason. */
export const longFiles = new Map([
  [
    'supabase/migrations/20260201000800_push.sql',
    'From sync_push down to one row: whoever wants to know what a push does opens one file.',
  ],
  ['supabase/schema.sql', 'Generated: everything that applies today, in one place.'],
]);

/** The code with comments blanked and strings emptied, so that text about a thing is not mistaken for code. */
export function bare(text) {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, (match) =>
    match.startsWith('/') ? match.replace(/[^\n]/g, ' ') : "''",
  );
}

const find = (pattern, words) => (text) =>
  [...text.matchAll(pattern)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    words: words(match[0]),
  }));

const lineCount = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
const tooLong = (limit) => (text) =>
  lineCount(text) > limit ? [{ line: limit + 1, words: `${lineCount(text)} lines, at most ${limit}` }] : [];

/** @type {readonly { name: string, why: string, applies: (path: string) => boolean, find: (text: string) => { line: number, words: string }[], raw?: boolean }[]} */
export const houseRules = [
  {
    name: 'core-length',
    why: 'A core file must be readable in one sitting.',
    applies: (path) => isCore(path) && !isTestFile(path),
    find: tooLong(300),
    raw: true,
  },
  {
    name: 'file-length',
    why: 'Split by concern where a reader would want it, or give the reason in longFiles.',
    applies: (path) => !isInTests(path) && !longFiles.has(path),
    find: tooLong(400),
    raw: true,
  },
  {
    name: 'test-length',
    why: 'A test file this long tests several things, and a missing test is hard to notice.',
    applies: (path) => isInTests(path) && !longFiles.has(path),
    find: tooLong(600),
    raw: true,
  },
  {
    name: 'no-sleep',
    why: 'A sleep is too short on a slow machine and too long on every other. Wait for a named condition.',
    applies: isInTests,
    find: find(
      /\bwaitForTimeout\s*\(|\bsetTimeout\s*\(\s*(?:r|res|resolve|done)\s*[,)]|\bpg_sleep\b/g,
      (found) => `${found.trim()} …`,
    ),
  },
  {
    name: 'no-environment-branch',
    why: 'Code that detects tests is tested in a form that never runs in production.',
    applies: (path) => isLibrary(path) && !isTestFile(path),
    find: find(/\bNODE_ENV\b|\bVITEST\b|import\.meta\.vitest/g, (found) => found),
  },
  {
    name: 'no-ambient-time',
    why: 'Time and randomness enter through ports, so that the simulation controls them.',
    applies: (path) => isPureSync(path) && !isTestFile(path),
    find: find(
      /\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\bperformance\.\w+|\bcrypto\.\w+|\bset(?:Timeout|Interval|Immediate)\b|\bqueueMicrotask\b|\brequest(?:AnimationFrame|IdleCallback)\b/g,
      (found) => found,
    ),
  },
  {
    name: 'browser-only-in-its-adapter',
    why: 'Only one folder uses window, navigator and locks, so the rest runs in Node and in the simulation.',
    applies: (path) =>
      path.startsWith('packages/sync/src/') &&
      !path.startsWith('packages/sync/src/adapters/browser/') &&
      !isInTests(path),
    find: find(/(?<![\w.])(?:window|document|navigator|localStorage|sessionStorage)\s*\./g, (found) => found),
  },
  {
    name: 'sync-names-no-app',
    why: 'Another app uses the engine as well: names, texts and settings of this one are options.',
    applies: (path) => /^packages\/sync(-react)?\/src\//.test(path),
    // The names of the packages themselves (`@rockon/sync`) are addresses, not text.
    find: find(/(?<!@)rockon|\bVITE_/gi, (found) => found),
    raw: true,
  },
  {
    name: 'no-machine-paths',
    why: 'A path of one machine does not exist on another.',
    applies: () => true,
    // Built from parts, so that this file does not find itself.
    find: find(
      new RegExp(
        `(?<![\\w.])/(?:${['ho' + 'me', 'Us' + 'ers', 'wo' + 'rk', 'fa' + 'rm', 't' + 'mp'].join('|')})/[\\w.-]`,
        'g',
      ),
      (found) => found,
    ),
    raw: true,
  },
];

/** @returns {string[]} */
export function houseProblems(path, text) {
  const stripped = bare(text);
  return houseRules
    .filter((rule) => rule.applies(path))
    .flatMap((rule) =>
      rule
        .find(rule.raw ? text : stripped)
        .map(({ line, words }) => `${rule.name}: ${path}:${line}: ${words}\n    ${rule.why}`),
    );
}

export const houseLimits = {
  name: 'house rules',
  what: 'file lengths, no sleeps in tests, no ambient time, no machine paths (tools/checks/house-rules.mjs)',
  async run() {
    const paths = ['packages', 'apps', 'tests', 'bench', 'tools', 'supabase', 'vitest.config.ts']
      .flatMap(filesBelow)
      .filter((path) => code.test(path));
    const stale = [...longFiles.keys()].filter((path) => !paths.includes(path) || lineCount(readText(path)) <= 400);
    return {
      problems: [
        ...paths.flatMap((path) => houseProblems(path, readText(path))),
        ...stale.map((path) => `longFiles names ${path}, which is gone or short: remove it from the list.`),
      ],
      note: `${paths.length} files`,
    };
  },
};
