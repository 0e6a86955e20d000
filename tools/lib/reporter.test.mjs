import { describe, expect, test } from 'vitest';
import { summarize } from './reporter.mjs';

const error = { message: 'why', stacks: [{ file: '/x/a.test.ts', line: 7 }] };
const testCase = (state, name, retryCount = 0, meta = {}) => ({
  fullName: `suite > ${name}`,
  result: () => ({ state, errors: state === 'failed' ? [error] : [] }),
  diagnostic: () => ({ retryCount }),
  meta: () => meta,
});
const file = (tests, { errors = [], suites = [] } = {}) => ({
  moduleId: '/x/a.test.ts',
  relativeModuleId: 'a.test.ts',
  diagnostic: () => ({ duration: 12.4 }),
  errors: () => errors,
  children: { allTests: () => tests, allSuites: () => suites.map((each) => ({ errors: () => each })) },
});

describe('the summary of a vitest run', () => {
  test('counts passed, failed and skipped tests, and says where a failure is and what it left', () => {
    const tests = [
      testCase('passed', 'a'),
      testCase('failed', 'b', 0, { evidence: ['test-results/b.png'] }),
      testCase('skipped', 'c'),
    ];
    expect(summarize([file(tests)], [])).toEqual({
      passed: 1,
      skipped: 1,
      retried: [],
      failed: [{ file: 'a.test.ts:7', title: 'suite > b', details: 'why', evidence: ['test-results/b.png'] }],
      files: [{ file: 'a.test.ts', ms: 12 }],
    });
  });

  test('counts a file that does not load and a hook that fails as failures', () => {
    const { failed } = summarize([file([], { errors: [{ message: 'no such module' }] })], []);
    expect(failed).toEqual([{ file: 'a.test.ts', title: 'outside of its tests', details: 'no such module' }]);
    const skipped = [testCase('skipped', 'a')];
    expect(summarize([file(skipped, { suites: [[{ message: 'beforeAll' }]] })], []).failed).toHaveLength(1);
  });

  test('counts an unhandled error after passing tests as a failure', () => {
    expect(summarize([file([testCase('passed', 'a')])], [{ message: 'late' }]).failed).toHaveLength(1);
  });

  test('names a test that passed only when it was tried again', () => {
    expect(summarize([file([testCase('passed', 'a', 1)])], []).retried).toEqual(['suite > a']);
  });
});
