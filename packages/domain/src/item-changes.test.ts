import { describe, expect, it, test } from 'vitest';
import { sortedItems } from './fields/order.ts';
import { type ItemMove, pathsToAdd, pathsToMove, placeAfter, placeBefore, placeOf } from './item-changes.ts';

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
  return sortedItems(after)
    .map(({ id }) => id)
    .join('');
};
const move = (ids: string, to: ItemMove) => {
  const moved = ids.split('');
  return apply(items, pathsToMove('x', items, moved, placeOf(items, moved, to) ?? -1));
};

test('new items are added in the given order, without unknown properties', () => {
  const paths = pathsToAdd('agenda', items, [
    ['d', { kind: 'topic', note: undefined }],
    ['e', { kind: 'song' }],
  ]);
  expect(apply(items, paths)).toBe('abcde');
  expect(Object.keys(paths['agenda/d'] as object)).toEqual(['kind', 'order']);
});

test('new items go after another one, or to the end if it was removed', () => {
  const add = (after: string | null) => apply(items, pathsToAdd('x', items, [['d', {}]], placeAfter(items, after)));
  expect([add('a'), add('c'), add(null), add('gone')]).toEqual(['adbc', 'abcd', 'abcd', 'abcd']);
});

describe('moves by menu', () => {
  it.each([
    ['b', 'up', 'bac'],
    ['b', 'down', 'acb'],
    ['c', 'top', 'cab'],
    ['a', 'bottom', 'bca'],
    ['a', 'up', 'abc'],
    ['c', 'down', 'abc'],
    ['b', 'bottom', 'acb'],
    ['bc', 'up', 'bca'],
    ['ab', 'down', 'cab'],
    ['ac', 'down', 'bac'],
  ] as const)('%s %s gives %s', (ids, to, wanted) => {
    expect(move(ids, to)).toBe(wanted);
  });

  it('of a removed item have no place', () => {
    expect(placeOf(items, ['gone'], 'top')).toBeNull();
  });
});

const before = (map: typeof items, ids: readonly string[], id: string | null) =>
  pathsToMove('x', map, ids, placeBefore(map, ids, id));

test('an item that is removed or already in place is not written', () => {
  expect(before(items, ['a'], 'b')).toEqual({});
  expect(before(items, ['c'], null)).toEqual({});
  expect(before(items, ['gone'], 'a')).toEqual({});
});

test('a move before a removed item goes to the end', () => {
  expect(apply(items, before(items, ['a'], 'gone'))).toBe('bca');
});

test('an item can be put between two items with the same key', () => {
  const twins = { a: { order: 'a0' }, b: { order: 'a0' }, c: { order: 'a1' } };
  expect(apply(twins, before(twins, ['c'], 'b'))).toBe('acb');
});
