import { describe, expect, it, test } from 'vitest';
import { inOrder } from './fields/order.ts';
import { addPaths, type ItemMove, movePaths, placeForMove } from './item-changes.ts';

const items = { a: { order: 'a0' }, b: { order: 'a1' }, c: { order: 'a2' } };

const apply = (
  before: Readonly<Record<string, { readonly order: string }>>,
  paths: Readonly<Record<string, unknown>>,
) => {
  const after: Record<string, { order: string }> = structuredClone(before);
  for (const [path, value] of Object.entries(paths)) {
    const [, id = '', property] = path.split('/');
    after[id] = property === undefined ? (value as { order: string }) : { order: String(value) };
  }
  return inOrder(after)
    .map(({ id }) => id)
    .join('');
};
const move = (id: string, to: ItemMove) => apply(items, movePaths('x', items, id, placeForMove(items, id, to)));

test('new items follow in the order in which they are given, without what is not known', () => {
  const paths = addPaths('agenda', items, [
    ['d', { kind: 'topic', note: undefined }],
    ['e', { kind: 'song' }],
  ]);
  expect(apply(items, paths)).toBe('abcde');
  expect(Object.keys(paths['agenda/d'] as object)).toEqual(['kind', 'order']);
});

describe('moves in words', () => {
  it.each([
    ['b', 'up', 'bac'],
    ['b', 'down', 'acb'],
    ['c', 'top', 'cab'],
    ['a', 'bottom', 'bca'],
    ['a', 'up', 'abc'],
    ['c', 'down', 'abc'],
    ['b', 'bottom', 'acb'],
  ] as const)('%s %s gives %s', (id, to, wanted) => {
    expect(move(id, to)).toBe(wanted);
  });

  it('writes nothing for what stands there already, or is gone', () => {
    expect(movePaths('x', items, 'a', 'b')).toEqual({});
    expect(movePaths('x', items, 'c', null)).toEqual({});
    expect(movePaths('x', items, 'gone', 'a')).toEqual({});
    expect(movePaths('x', items, 'a', placeForMove(items, 'a', 'up'))).toEqual({});
  });
});

test('before somebody who went meanwhile is at the end', () => {
  expect(apply(items, movePaths('x', items, 'a', 'gone'))).toBe('bca');
});

test('two items with one key: one is put between them', () => {
  const twins = { a: { order: 'a0' }, b: { order: 'a0' }, c: { order: 'a1' } };
  expect(apply(twins, movePaths('x', twins, 'c', 'b'))).toBe('acb');
});
