import type { OutboxEntry, Row } from '@rockon/sync';
import { describe, expect, it } from 'vitest';
import { compareRows, sideBySide } from './raw-data.ts';

const row = (id: string, values: Record<string, unknown> = {}): Row =>
  ({ id, version: 1, updatedAt: 'T', deletedAt: null, ...values }) as unknown as Row;

describe('local and cloud side by side', () => {
  it('names the fields that differ, whatever the order of keys', () => {
    const local = row('a', { title: 'Mine', items: { x: { order: 'a', note: null }, y: {} } });
    const cloud = row('a', { items: { y: {}, x: { note: null, order: 'a' } }, title: 'Theirs' });
    expect(compareRows([local], [cloud])[0]).toMatchObject({ same: false, fields: ['title'] });
  });

  it('lists records of one side only and records that differ before equal ones', () => {
    const found = compareRows([row('a'), row('b')], [row('b'), row('c')]);
    expect(found.map(({ id, same, local, cloud }) => [id, same, local !== null, cloud !== null])).toEqual([
      ['a', false, true, false],
      ['c', false, false, true],
      ['b', true, true, true],
    ]);
  });
});

describe('one record', () => {
  const entry = (set: Record<string, unknown>) => ({ set }) as unknown as OutboxEntry;
  const both = (local: Row | null, cloud: Row | null) => ({ id: 'a', local, cloud, fields: [], same: false });

  it('has base, pending, current and server value in one line per field, differences first', () => {
    const local = row('a', { artist: 'Us', title: 'Old', items: { x: { note: null } } });
    const cloud = row('a', { artist: 'Us', title: 'Theirs', items: { x: { note: null } }, version: 2 });
    const current = row('a', { artist: 'Us', title: 'Mine', items: { x: { note: 'loud' } } });
    const levels = sideBySide(
      both(local, cloud),
      [entry({ title: 'Mine' }), entry({ 'items/x/note': 'loud' })],
      current,
    );
    const of = (field: string) => levels.find((each) => each.field === field);
    expect(of('title')).toMatchObject({ base: 'Old', pending: ['"Mine"'], current: 'Mine', cloud: 'Theirs' });
    expect(of('items')).toMatchObject({ pending: ['x/note: "loud"'], differs: true });
    expect(of('version')).toMatchObject({ base: 1, cloud: 2, differs: true });
    expect(of('artist')).toMatchObject({ pending: [], differs: false });
    expect(levels.findIndex(({ differs }) => !differs)).toBe(3);
  });

  it('that exists only on this device has no base and no server value', () => {
    const levels = sideBySide(both(null, null), [entry({ title: 'New' })], row('a', { title: 'New' }));
    expect(levels[0]).toMatchObject({ field: 'title', base: undefined, cloud: undefined, current: 'New' });
  });
});
