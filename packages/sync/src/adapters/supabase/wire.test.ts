import { describe, expect, test } from 'vitest';
import { pullResponse, snapshotResponse } from '../../protocol/pull.ts';
import { pushResponse } from '../../protocol/push.ts';
import { changesFromWire, pullFromWire, pushFromWire, pushToWire, snapshotFromWire } from './wire.ts';

const wireRow = {
  id: 'a',
  version: 2,
  created_by: null,
  created_at: 't1',
  updated_by: 'u',
  updated_at: 't2',
  updated_client: 'c',
  deleted_at: null,
  band_id: 'b',
  duration_seconds: 3,
  links: [{ some_key: 1 }],
};
const row = {
  id: 'a',
  version: 2,
  createdBy: null,
  createdAt: 't1',
  updatedBy: 'u',
  updatedAt: 't2',
  updatedClient: 'c',
  deletedAt: null,
  bandId: 'b',
  durationSeconds: 3,
  links: [{ some_key: 1 }],
};
const change = {
  seq: 1,
  table: 'read_marks',
  id: 'a',
  op: 'update',
  version: 2,
  by: 'u',
  client: 'c',
  mutation: 1,
  at: 't',
};

describe('messages on the wire', () => {
  test('a push is sent with column names, and nothing else is converted', () => {
    const mutation = {
      id: 1,
      scope: 'b',
      table: 'read_marks',
      record: 'a',
      op: 'update' as const,
      base: 1,
      set: { durationSeconds: 3, 'setItems/x/newKey': { snake_key: 1 } },
      was: { durationSeconds: null },
    };
    expect(pushToWire({ protocol: 1, client: 'c', acked: 0, mutations: [mutation] })).toEqual({
      protocol: 1,
      client: 'c',
      acked: 0,
      mutations: [
        {
          ...mutation,
          set: { duration_seconds: 3, 'set_items/x/newKey': { snake_key: 1 } },
          was: { duration_seconds: null },
        },
      ],
    });
  });

  test('results, changes and snapshots are received with field names', () => {
    const push = pushFromWire({
      protocol: 1,
      user: 'u',
      epochs: { a_b: 'e' },
      results: [
        { id: 1, status: 'applied', row: wireRow, version: 2, seq: 9 },
        {
          id: 2,
          status: 'rejected',
          row: null,
          version: null,
          seq: null,
          error: { code: 'invalid', message: 'm', path: 'duration_seconds' },
        },
      ],
    });
    const parsed = pushResponse.parse(push);
    expect(parsed.epochs).toEqual({ a_b: 'e' });
    expect(parsed.results[0]?.row).toEqual(row);
    expect(parsed.results[1]?.error?.path).toBe('durationSeconds');

    const pulled = { status: 'ok', seq: 1, head: 1, epoch: 'e', topic: 't', more: false };
    const changes = [{ ...change, row: wireRow, paths: ['duration_seconds', 'set_items/a_b'] }];
    const pull = pullResponse.parse(
      pullFromWire({ protocol: 1, user: 'u', now: 't', scopes: { a_b: { ...pulled, changes } } }),
    );
    expect(pull.scopes.a_b?.changes[0]).toMatchObject({
      row,
      paths: ['durationSeconds', 'setItems/a_b'],
      table: 'read_marks',
    });

    const page = {
      protocol: 1,
      user: 'u',
      scope: 'b',
      table: 'read_marks',
      rows: [wireRow],
      seq: 1,
      epoch: 'e',
      more: false,
    };
    expect(snapshotResponse.parse(snapshotFromWire(page)).rows).toEqual([row]);
  });

  test.each([
    null,
    7,
    'text',
    [],
    {},
    { scopes: 1 },
    { scopes: { a: null } },
    { rows: {}, results: 'x', changes: [null, 3] },
  ])('nonsense (%j) passes through to the check that follows', (answer) => {
    for (const map of [pushFromWire, pullFromWire, snapshotFromWire, changesFromWire])
      expect(() => map(answer)).not.toThrow();
  });
});
