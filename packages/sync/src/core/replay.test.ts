import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../protocol/row.ts';
import { sameJson } from './equal.ts';
import { valueAt, withPaths } from './paths.ts';
import { type Edit, replay } from './replay.ts';
import type { TableSchema } from './schema.ts';

const schema: TableSchema = { fields: ['title', 'tags', 'items'], maps: ['items'], defaults: { tags: [] } };
const song = (change: Partial<Row> = {}): Row => ({
  id: 's',
  version: 3,
  createdBy: 'mia',
  createdAt: '2026-01-01T00:00:00Z',
  updatedBy: 'mia',
  updatedAt: '2026-01-01T00:00:00Z',
  updatedClient: 'c',
  deletedAt: null,
  title: 'A',
  tags: [],
  items: { a: { note: 'n' } },
  ...change,
});
const edit = (op: Edit['op'], set: Edit['set'] = {}): Edit => ({ op, record: 's', set });

describe('the view of a record', () => {
  it('[V1] is the confirmed row if there is no edit', () => {
    const row = song();
    expect(replay(row, [], schema)).toBe(row);
    expect(replay(undefined, [], schema)).toBeUndefined();
  });

  it('[V1] applies edits in order', () => {
    expect(replay(song(), [edit('update', { title: 'B' }), edit('update', { title: 'C' })], schema)?.title).toBe('C');
  });

  it("[V1] shows an insert with its table's defaults and version 0", () => {
    expect(replay(undefined, [edit('insert', { title: 'New' })], schema)).toMatchObject({
      id: 's',
      version: 0,
      title: 'New',
      tags: [],
      items: null,
      createdAt: null,
    });
  });

  it('[V1] an insert of an existing record only sets its values', () => {
    expect(replay(song(), [edit('insert', { title: 'New' })], schema)).toMatchObject({ version: 3, title: 'New' });
  });

  it('[V2] a delete makes a tombstone, a restore undoes it, an edit of no record has no effect', () => {
    expect(replay(song(), [edit('delete')], schema)?.deletedAt).toBeTruthy();
    expect(replay(song(), [edit('delete'), edit('restore')], schema)?.deletedAt).toBeNull();
    for (const op of ['update', 'delete', 'restore'] as const)
      expect(replay(undefined, [edit(op)], schema)).toBeUndefined();
  });

  it('[V2] deleting a tombstone keeps the time of the first deletion', () => {
    const deletedAt = '2026-02-02T00:00:00Z';
    expect(replay(song({ deletedAt }), [edit('delete')], schema)?.deletedAt).toBe(deletedAt);
  });

  it('[V5] a rejected delete or restore has no effect; a rejected insert or update stays in the view', () => {
    const rejected = (op: Edit['op'], set: Edit['set'] = {}): Edit => ({
      ...edit(op, set),
      rejected: { code: 'forbidden' },
    });
    const tombstone = song({ deletedAt: '2026-02-02T00:00:00Z' });
    expect(replay(song(), [rejected('delete')], schema)?.deletedAt).toBeNull();
    expect(replay(tombstone, [rejected('restore')], schema)?.deletedAt).toBe('2026-02-02T00:00:00Z');
    expect(replay(song(), [rejected('update', { title: 'B' })], schema)?.title).toBe('B');
    expect(replay(undefined, [rejected('insert', { title: 'New' })], schema)?.title).toBe('New');
    // The person retried: that attempt counts.
    expect(replay(song(), [rejected('delete'), edit('delete')], schema)?.deletedAt).toBeTruthy();
  });

  it('[V4] a path inside a map field changes only that place', () => {
    const row = withPaths(song(), { 'items/b': { note: 'm' }, 'items/a/key': 'G' });
    expect(row.items).toEqual({ a: { note: 'n', key: 'G' }, b: { note: 'm' } });
    expect(withPaths(row, { 'items/a': null, 'items/b/note': null }).items).toEqual({ b: {} });
    expect(withPaths(song({ items: null }), { 'items/a': { x: 1 } }).items).toEqual({ a: { x: 1 } });
  });

  it('[V4] setting a property of a deleted item has no effect', () => {
    expect(withPaths(song({ items: {} }), { 'items/a/note': 'late' }).items).toEqual({});
  });

  it('[V4] reads what it wrote, and null where there is nothing', () => {
    expect(valueAt(song(), 'items/a/note')).toBe('n');
    expect(valueAt(song(), 'items/x/note')).toBeNull();
    expect(valueAt(song(), 'title/deep')).toBeNull();
    const values = fc.oneof(fc.string(), fc.integer(), fc.constant({ k: [1, null] }));
    fc.assert(
      fc.property(fc.constantFrom('title', 'items/a', 'items/new', 'items/a/note'), values, (path, value) => {
        const row = song();
        expect(valueAt(withPaths(row, { [path]: value }), path)).toEqual(value);
        expect(row).toEqual(song());
      }),
    );
  });
});

describe('comparing values', () => {
  it('[W3] compares by content, ignores the order of keys, and treats missing as null', () => {
    expect(sameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
    expect(sameJson(undefined, null)).toBe(true);
    for (const [a, b] of [
      [1, '1'],
      [null, 0],
      [[1], [1, 2]],
      [[1], { 0: 1 }],
      [{ a: 1 }, { b: 1 }],
      [{ a: 1 }, { a: 1, b: 2 }],
      ['x', { x: 1 }],
    ] as const)
      expect(sameJson(a, b)).toBe(false);
  });
});
