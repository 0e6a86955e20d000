import { describe, expect, test } from 'vitest';
import { phrases, wordProblems } from './words.mjs';

const found = (text) => wordProblems('a.ts', text);

describe('banned words', () => {
  test('a planted phrase is found in a comment, a string and a page, with its line and the better word', () => {
    expect(found("const a = 1;\n// The row is read anew.\nconst label = 'Taken back';")).toEqual([
      'a.ts:3: "Taken back": better: undo, undone, revert',
      'a.ts:2: "anew": better: again',
    ]);
    expect(wordProblems('docs/a.md', 'Fine.\n\nA member is told of it.')).toEqual([
      'docs/a.md:3: "is told": better: is notified, learns, or: who reports what to whom',
    ]);
  });

  test('a phrase that a comment breaks over two lines is found on its first line', () => {
    expect(found('/**\n * The rows that the server is\n * told about.\n */')).toEqual([
      'a.ts:2: "is told": better: is notified, learns, or: who reports what to whom',
    ]);
    expect(found('  // what is\n  // there')).toHaveLength(1);
  });

  test('an exception needs a reason, on the line or the one before', () => {
    expect(found("t('anew'); // words-allow: a song title")).toEqual([]);
    expect(found("// words-allow: a song title\nt('anew');")).toEqual([]);
    expect(found("t('anew'); // words-allow:")).toHaveLength(1);
    expect(found("// words-allow: a song title\n\nt('anew');")).toHaveLength(1);
  });

  test.each([
    'They can be told apart.',
    'There are no more than ten.',
    'It stands in for a server.',
    'Renewed, a new row, the bookmark, the songbook, recommended, commended.',
    'center, behavior, color, email, forever, takes backups',
    'Jump to the start of the list.',
  ])('good English passes: %s', (text) => expect(found(text)).toEqual([]));

  test('every phrase is one the others do not contain, and names a better one', () => {
    expect(new Set(phrases.map(({ bad }) => bad.source)).size).toBe(phrases.length);
    for (const { use } of phrases) expect(use).not.toBe('');
  });
});
