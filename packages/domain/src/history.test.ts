import { describe, expect, test } from 'vitest';
import { historyEntries, recordHistorySchema, trashSchema, valuesToRestore } from './history.ts';

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
  test('each version says what it changed, old and new, under the names of the app', () => {
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

  test('the last one waits for the page that tells what was before it', () => {
    expect(historyEntries(versions.slice(0, 2), true, FIELDS).map((entry) => entry.version)).toEqual([4]);
  });

  test('what was before the end of the log is not known, which is not the same as nothing', () => {
    const [, oldest] = historyEntries(versions.slice(1, 3), false, FIELDS);
    expect(oldest?.changes).toEqual([{ field: 'key', was: undefined, is: 'G' }]);
  });

  test('a change inside a map is a change of the field', () => {
    const [entry] = historyEntries(
      recordHistorySchema.parse({ versions: [wire(2, 'update', ['items/1/key'], { items: {} })], more: false })
        .versions,
      false,
      ['items', 'key'],
    );
    expect(entry?.changes.map(({ field }) => field)).toEqual(['items']);
  });
});

describe('valuesToRestore', () => {
  const current = { title: 'Song', key: 'B', durationSeconds: 200, tags: ['x'] };
  test('only what differs', () => {
    expect(valuesToRestore(current, { title: 'Song', key: 'A', durationSeconds: null }, FIELDS)).toEqual({
      key: 'A',
      durationSeconds: null,
    });
  });
  test('a field that the old version did not know stays', () => {
    expect(valuesToRestore(current, { title: 'Song', key: 'B' }, [...FIELDS, 'tags'])).toEqual({});
  });
});

test('a trash of rows under the names of the app; nonsense is refused', () => {
  const record = { table: 'songs', id: 's', at: '2026-01-01T00:00:00Z', by: null, row: { duration_seconds: 3 } };
  expect(trashSchema.parse({ records: [record], more: true }).records[0]?.row).toEqual({ durationSeconds: 3 });
  expect(trashSchema.safeParse({ records: [{ ...record, row: null }], more: true }).success).toBe(false);
});
