import { describe, expect, test } from 'vitest';
import { anchorOf, decisionProblems, docProblems, exampleProblems } from './docs.mjs';

const tree = {
  exists: (path) => ['docs/guide.md', 'README.md', 'tools/check.mjs'].includes(path),
  read: () => '# Guide\n\n## A failing run, read aloud\n',
  scripts: ['check', 'test:unit'],
  layers: ['unit', 'e2e'],
};
const problems = (text, path = 'docs/page.md') => docProblems(path, text, tree);

describe('what the docs name', () => {
  test('an existing link, anchor, path, script and layer pass', () => {
    const text = [
      '[guide](guide.md) [part](guide.md#a-failing-run-read-aloud) [up](../README.md) [web](https://example.org/x)',
      '`tools/check.mjs` `packages/*/README.md` `apps/web/dist` `npm run test:unit` `npm test -- --layer e2e`',
    ].join('\n');
    expect(problems(text)).toEqual([]);
  });

  test('a missing file, anchor, path, script and layer are each named with their line', () => {
    const text = '[a](gone.md)\n[b](guide.md#gone)\n`tools/gone.mjs`\n`npm run gone`\n`npm test -- --layer gone`';
    expect(problems(text)).toEqual([
      'docs/page.md:1: the link to gone.md leads nowhere',
      'docs/page.md:2: docs/guide.md has no heading #gone',
      'docs/page.md:3: there is no tools/gone.mjs',
      'docs/page.md:4: there is no script "gone"',
      'docs/page.md:5: there is no layer "gone"',
    ]);
  });

  test('an anchor drops punctuation and joins words', () => {
    expect(anchorOf('"My change does not arrive"')).toBe('my-change-does-not-arrive');
  });
});

test('code in a package README has to be the text of an example, which the compiler checks', () => {
  const readme = '# A\n```ts\nconst a = 1;\n```\n```\nnpm start\n```\n```ts\nconst b = 2;\n```\n';
  expect(exampleProblems('packages/a/README.md', readme, ['const a = 1;\n'])).toEqual([
    'packages/a/README.md:8: no file in examples/ has this code',
  ]);
});

describe('decisions', () => {
  const read = (name) => `# ${name.slice(0, 4)}: a choice`;

  test('contiguous, titled and listed pages pass', () => {
    const index = '| [0001](0001-a.md) | a |\n| [0002](0002-b.md) | b |';
    expect(decisionProblems(['0001-a.md', '0002-b.md', 'README.md'], index, read)).toEqual([]);
  });

  test('a gap, a reused number, a wrong heading and an unlisted page are found', () => {
    const found = decisionProblems(
      ['0001-a.md', '0001-b.md', '0003-c.md'],
      '[0001](0001-a.md) [0001](0001-b.md)',
      (name) => (name === '0003-c.md' ? '# 0004: a choice' : read(name)),
    );
    expect(found).toEqual([
      'docs/decisions/0001-b.md should be number 0002: numbers have no gaps',
      'docs/decisions/0003-c.md does not begin with "# 0003: "',
      'docs/decisions/README.md does not list 0003-c.md',
    ]);
  });
});
