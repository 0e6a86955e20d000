import type { Row } from '@rockon/sync';
import { describe, expect, it } from 'vitest';
import { compareRows } from './raw-data.ts';

const row = (id: string, values: Record<string, unknown> = {}): Row =>
  ({ id, version: 1, updatedAt: 'T', deletedAt: null, ...values }) as unknown as Row;

describe('local and cloud side by side', () => {
  it('names the fields that differ, whatever the order of keys', () => {
    const local = row('a', { title: 'Mine', items: { x: { order: 'a', note: null }, y: {} } });
    const cloud = row('a', { items: { y: {}, x: { note: null, order: 'a' } }, title: 'Theirs' });
    expect(compareRows([local], [cloud])[0]).toMatchObject({ same: false, fields: ['title'] });
  });

  it('shows what only one side has, and differences before what is equal', () => {
    const found = compareRows([row('a'), row('b')], [row('b'), row('c')]);
    expect(found.map(({ id, same, local, cloud }) => [id, same, local !== null, cloud !== null])).toEqual([
      ['a', false, true, false],
      ['c', false, false, true],
      ['b', true, true, true],
    ]);
  });
});
