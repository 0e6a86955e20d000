import { describe, expect, test } from 'vitest';
import { countReport } from './layers.mjs';
import { at } from './root.mjs';

const testCase = (status, title = 'a') => ({ status, title, ancestorTitles: ['suite'], failureMessages: ['why'] });
const file = (status, assertionResults, rest = {}) => ({ name: at('x.test.ts'), status, assertionResults, ...rest });

describe('counting a report', () => {
  test('passed, failed and skipped are told apart', () => {
    const report = {
      testResults: [file('failed', [testCase('passed'), testCase('failed', 'b'), testCase('skipped')])],
    };
    expect(countReport(report, 1)).toEqual({
      passed: 1,
      failed: [{ title: 'x.test.ts > suite > b', details: 'why' }],
      skipped: 1,
    });
  });

  test('a file that does not load is a failure', () => {
    expect(countReport({ testResults: [file('failed', [], { message: 'no such module' })] }, 1).failed).toEqual([
      { title: 'x.test.ts', details: 'no such module' },
    ]);
  });

  test('an unhandled error after passing tests is a failure', () => {
    expect(countReport({ testResults: [file('passed', [testCase('passed')])] }, 1).failed).toHaveLength(1);
  });

  test('all green is no failure', () => {
    expect(countReport({ testResults: [file('passed', [testCase('passed')])] }, 0).failed).toEqual([]);
  });
});
