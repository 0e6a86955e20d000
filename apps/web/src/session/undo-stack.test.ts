import { beforeEach, expect, test } from 'vitest';
import { forgetStep, forgetSteps, lastStep, pushUndo, withdrawSteps } from './undo-stack.ts';

const step = (toast: string) => ({ toast, words: `${toast} done`, back: () => Promise.resolve() });
const words = () => lastStep()?.words;

beforeEach(forgetSteps);

test('the last change is undone first, and each only once', () => {
  pushUndo(step('a'));
  pushUndo(step('b'));
  expect([words(), words(), words()]).toEqual(['b done', 'a done', undefined]);
});

test('a change undone by its button or elsewhere is not undone again', () => {
  const forget = pushUndo(step('a'));
  pushUndo(step('b'));
  pushUndo(step('c'));
  forget();
  forgetStep('c');
  forgetStep('nothing of this name');
  expect([words(), words()]).toEqual(['b done', undefined]);
});

test('of two steps with the same message the later is removed, and the earlier can still be undone', () => {
  const first = { ...step('many'), words: 'first' };
  pushUndo(first);
  pushUndo(step('many'));
  forgetStep('many');
  expect(words()).toBe('first');
});

test('a rejected change is not undone; the change before it and those of other records still are', () => {
  pushUndo({ ...step('a'), records: ['jolene'] });
  pushUndo({ ...step('many'), records: ['creep', 'jolene'] });
  pushUndo({ ...step('b'), records: ['valerie'] });
  pushUndo(step('c'));
  expect(withdrawSteps(['jolene', 'creep', 'unknown'])).toEqual(['many']);
  expect([words(), words(), words(), words()]).toEqual(['c done', 'b done', 'a done', undefined]);
});

test('fifty steps are kept', () => {
  for (let index = 0; index < 60; index++) pushUndo(step(`${index}`));
  const taken = Array.from({ length: 60 }, words).filter((each) => each !== undefined);
  expect([taken.length, taken[0], taken.at(-1)]).toEqual([50, '59 done', '10 done']);
});
