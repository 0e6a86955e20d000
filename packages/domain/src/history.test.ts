import { describe, expect, test } from 'vitest';
import {
  type ActivityEntry,
  grouped,
  historyEntries,
  recordHistorySchema,
  trashSchema,
  valuesToRestore,
} from './history.ts';

const row = (values: Record<string, unknown>) => ({
  id: 's',
  title: 'Song',
  key: null,
  duration_seconds: null,
  ...values,
});
const wire = (version: number, op: string, paths: string[], values: Record<string, unknown>) => ({
  seq: version * 10,
  version,
  op,
  by: 'u',
  at: '2026-01-01T00:00:00Z',
  client: null,
  paths,
  row: row(values),
});
const { versions } = recordHistorySchema.parse({
  versions: [
    wire(4, 'delete', ['deleted_at'], { key: 'A', duration_seconds: 200 }),
    wire(3, 'update', ['duration_seconds', 'key'], { key: 'A', duration_seconds: 200 }),
    wire(2, 'update', ['key'], { key: 'G' }),
    wire(1, 'insert', ['title'], {}),
  ],
  more: false,
});
const FIELDS = ['title', 'key', 'durationSeconds'];

describe('historyEntries', () => {
  test("each version has its changes, old and new value, under the app's field names", () => {
    expect(historyEntries(versions, false, FIELDS).map(({ version, changes }) => [version, changes])).toEqual([
      [4, []],
      [
        3,
        [
          { field: 'key', was: 'G', is: 'A' },
          { field: 'durationSeconds', was: null, is: 200 },
        ],
      ],
      [2, [{ field: 'key', was: null, is: 'G' }]],
      [1, []],
    ]);
  });

  test('the last loaded version waits for the page with its predecessor', () => {
    expect(historyEntries(versions.slice(0, 2), true, FIELDS).map((entry) => entry.version)).toEqual([4]);
  });

  test("values from before the log's beginning are unknown, not empty", () => {
    const [, oldest] = historyEntries(versions.slice(1, 3), false, FIELDS);
    expect(oldest?.changes).toEqual([{ field: 'key', was: undefined, is: 'G' }]);
  });

  test('a change inside a map has the changed place and its old value', () => {
    const { versions: ofSet } = recordHistorySchema.parse({
      versions: [
        wire(3, 'update', ['items/2', 'items/1/key'], { items: { 1: { key: 'A' }, 2: { key: 'C' } } }),
        wire(2, 'update', ['items/1'], { items: { 1: { key: 'G' } } }),
      ],
      more: false,
    });
    const [entry] = historyEntries(ofSet, false, ['items', 'key']);
    expect(entry?.changes).toEqual([
      { field: 'items/1/key', was: 'G', is: 'A' },
      { field: 'items/2', was: null, is: { key: 'C' } },
    ]);
  });
});

describe('valuesToRestore', () => {
  const current = { title: 'Song', key: 'B', durationSeconds: 200, tags: ['x'] };
  test('only the fields that differ', () => {
    expect(valuesToRestore(current, { title: 'Song', key: 'A', durationSeconds: null }, FIELDS)).toEqual({
      key: 'A',
      durationSeconds: null,
    });
  });
  test('of a map only the items that differ, so that the others keep their values', () => {
    const now = { items: { a: { order: 'a0' }, b: { order: 'a1' }, c: { order: 'a2' } } };
    const old = { items: { a: { order: 'a0' }, b: { order: 'a9' }, d: { order: 'a3' } } };
    expect(valuesToRestore(now, old, ['items'], ['items'])).toEqual({
      'items/b': { order: 'a9' },
      'items/c': null,
      'items/d': { order: 'a3' },
    });
  });
  test('a field that the old version did not have stays unchanged', () => {
    expect(valuesToRestore(current, { title: 'Song', key: 'B' }, [...FIELDS, 'tags'])).toEqual({});
  });
});

test("deleted rows have the app's field names, and malformed ones are rejected", () => {
  const record = { table: 'songs', id: 's', at: '2026-01-01T00:00:00Z', by: null, row: { duration_seconds: 3 } };
  expect(trashSchema.parse({ records: [record], more: true }).records[0]?.row).toEqual({ durationSeconds: 3 });
  expect(trashSchema.safeParse({ records: [{ ...record, row: null }], more: true }).success).toBe(false);
});

describe('grouped', () => {
  const done = (seq: number, op: ActivityEntry['op'], more: Partial<ActivityEntry> = {}): ActivityEntry => ({
    seq,
    version: 1,
    op,
    by: 'mia',
    at: '2026-01-01T00:00:00Z',
    client: null,
    paths: [],
    row: null,
    table: 'songs',
    id: `r${seq}`,
    before: null,
    ...more,
  });
  const shape = (changes: readonly ActivityEntry[]) =>
    grouped(changes).map((group) => ('one' in group ? group.one.seq : group.added.map(({ seq }) => seq)));

  test('consecutive additions of one kind by one person form one group', () => {
    const added = [9, 8, 7, 6].map((seq) => done(seq, 'insert'));
    expect(shape([done(10, 'update'), ...added, done(5, 'delete')])).toEqual([10, [9, 8, 7, 6], 5]);
  });

  test('a few additions stay separate, and so do those of other people, kinds and hours', () => {
    expect(shape([3, 2, 1].map((seq) => done(seq, 'insert')))).toEqual([3, 2, 1]);
    const others = [4, 3, 2, 1].map((seq) => done(seq, 'insert', seq > 2 ? { by: 'bo' } : {}));
    expect(shape(others)).toEqual([4, 3, 2, 1]);
    const hours = [4, 3, 2, 1].map((seq) => done(seq, 'insert', { at: `2026-01-01T0${seq}:00:00Z` }));
    expect(shape(hours)).toEqual([4, 3, 2, 1]);
  });
});
