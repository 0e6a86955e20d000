import { describe, expect, test } from 'vitest';
import { rulesIn, rulesQuoted, specProblems } from './spec-rules.mjs';

const quoting = (text) => [{ path: 'a.test.ts', text }];

describe('spec rules against test titles', () => {
  test('a rule is a list item or heading that begins with its bold id', () => {
    expect(
      rulesIn('# Writes\n- **W1** One path.\n* **PU12** Pushed.\n### **ST3** Derived\nSee **W9** and - **w2**'),
    ).toEqual(['W1', 'PU12', 'ST3']);
  });

  test('titles of test, it, describe and test.each are read, with any quotes', () => {
    const text = [
      "test('[W1] keeps', () => {})",
      'it("[W2, W3] both", f)',
      `describe(\`[W4] \${x}\`, f)`,
      "test.each([1, 2])('[W5] %s', f)",
      "test(\n  '[W6] on the next line', f)",
      "test('it\\'s [W7]', f)",
    ].join('\n');
    expect(rulesQuoted(text)).toEqual(['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7']);
  });

  test('a comment, a body and an array access quote nothing', () => {
    expect(rulesQuoted("// [W1]\ntest('keeps', () => rows[W2] && '[W3]')")).toEqual([]);
  });

  test('a rule with a test and a test with a rule pass', () => {
    expect(specProblems('- **W1** One.', quoting("test('[W1] one', f)"))).toEqual([]);
  });

  test('a rule without a test, a test without a rule and a duplicate rule are reported', () => {
    const problems = specProblems('- **W1** One.\n- **W2** Two.\n- **W2** Again.', quoting("test('[W1] [W9] x', f)"));
    expect(problems).toHaveLength(4);
    expect(problems.join('\n')).toMatch(/states W2 twice[\s\S]*\[W2\][\s\S]*a\.test\.ts quotes \[W9\]/);
  });

  test('a spec without rules is a problem, not a pass', () => {
    expect(specProblems('# Nothing', [])).toHaveLength(1);
  });
});
