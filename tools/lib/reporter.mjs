import { writeFileSync } from 'node:fs';

/**
 * What a vitest run comes to, as plain values. A file that could not be loaded, a hook that failed and an error outside
 * of any test have no failed test of their own; each counts as one, else a broken file would pass for a missing one.
 * @param {readonly import('vitest/node').TestModule[]} modules
 * @param {readonly { name?: string, message: string, stack?: string }[]} unhandled
 */
export function summarize(modules, unhandled) {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const states = tests.map((test) => test.result().state);
  const count = (state) => states.filter((each) => each === state).length;
  return {
    passed: count('passed'),
    skipped: states.length - count('passed') - count('failed'),
    retried: tests.filter((test) => (test.diagnostic()?.retryCount ?? 0) > 0).map((test) => test.fullName),
    failed: [
      ...modules.flatMap(failuresOf),
      ...unhandled.map((error) => ({ file: '', title: 'an error outside of the tests', details: wordsOf([error]) })),
    ],
    files: modules.map((module) => ({ file: module.relativeModuleId, ms: Math.round(module.diagnostic().duration) })),
  };
}

function failuresOf(module) {
  const file = module.relativeModuleId;
  const failed = [...module.children.allTests()].filter((test) => test.result().state === 'failed');
  const broken = [module, ...module.children.allSuites()].flatMap((part) => part.errors());
  return [
    ...failed.map((test) => ({
      file: placeOf(file, module.moduleId, test.result().errors),
      title: test.fullName,
      details: wordsOf(test.result().errors),
      evidence: test.meta().evidence ?? [],
    })),
    ...(broken.length > 0
      ? [{ file: placeOf(file, module.moduleId, broken), title: 'outside of its tests', details: wordsOf(broken) }]
      : []),
  ];
}

/** The file with the line of the test that an error points at. */
function placeOf(file, moduleId, errors = []) {
  const frame = errors.flatMap(({ stacks = [] }) => stacks).find((each) => each.file === moduleId);
  return frame ? `${file}:${frame.line}` : file;
}

const wordsOf = (errors = []) => errors.map(({ stack, message }) => stack ?? message).join('\n');

/** Vitest's reporter for `npm test`: writes the summary where TEST_REPORT says. */
export default class Reporter {
  onTestRunEnd(modules, unhandled) {
    writeFileSync(process.env.TEST_REPORT ?? '', JSON.stringify(summarize(modules, unhandled)));
  }
}
