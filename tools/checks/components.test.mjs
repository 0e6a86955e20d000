import { describe, expect, test } from 'vitest';
import { componentProblems } from './components.mjs';

const component = (lines, above = '') => `${above}export function Page() {
${'  f();\n'.repeat(lines - 5)}  return (
    <p />
  );
}
`;
const decisions = (count, above = '') => `${above}export function pick(n) {
${'  if (n) f();\n'.repeat(count)}}
`;

describe('components', () => {
  test('a component of 101 lines is found, one of 100 is not', () => {
    expect(componentProblems('a.tsx', component(101))).toEqual([
      expect.stringMatching(/^a\.tsx:1: Page is a component of 101 lines/),
    ]);
    expect(componentProblems('a.tsx', component(100))).toEqual([]);
  });

  test('a component in memo() is found by the name of its constant', () => {
    const text = `const Row = memo(() => {\n${'f();\n'.repeat(100)}return <p />;\n});\n`;
    expect(componentProblems('a.tsx', text)).toEqual([expect.stringContaining('a.tsx:1: Row is a component')]);
  });

  test('a function without JSX may be long', () => {
    expect(componentProblems('a.ts', component(200).replace('<p />', '1'))).toEqual([]);
  });

  test('a cyclomatic number of 21 is found, one of 20 is not', () => {
    expect(componentProblems('a.ts', decisions(20))).toEqual([
      expect.stringContaining('a.ts:1: pick has the cyclomatic number 21'),
    ]);
    expect(componentProblems('a.ts', decisions(19))).toEqual([]);
  });

  test('every kind of decision counts, and an inner function has its own number', () => {
    const text = `function f(a) {
      if (a && b) for (const c of a) while (c) do g(); while (a ?? b);
      switch (a) { case 1: break; default: }
      try { g(a ? 1 : 2, b || 3); } catch { for (;;) a ||= 1; }
      for (const k in a) { a &&= 1; a ??= 1; }
      return () => ${Array.from({ length: 20 }, () => 'a').join(' || ')};
    }`;
    expect(componentProblems('a.ts', text)).toEqual([]);
    expect(
      componentProblems(
        'a.ts',
        text.replace('g(); while', 'g(a ? 1 : 2, a ? 1 : 2, a ? 1 : 2, a ? 1 : 2, a ? 1 : 2); while'),
      ),
    ).toEqual([expect.stringContaining('f has the cyclomatic number 21')]);
  });

  test('a reason above allows it, and is stale when it is no longer needed', () => {
    const long = '/** A page. Long because it is one table of fields. */\n';
    const complex = '// Complex because it is one flat switch.\n';
    expect(componentProblems('a.tsx', component(150, long))).toEqual([]);
    expect(componentProblems('a.ts', decisions(30, complex))).toEqual([]);
    expect(componentProblems('a.tsx', component(50, long))).toEqual([expect.stringContaining('is short now')]);
    expect(componentProblems('a.ts', decisions(3, complex))).toEqual([expect.stringContaining('is simple now')]);
  });
});
