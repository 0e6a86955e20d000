import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../support/sql-session.ts';
import { bandFixture, type Fixture } from './support/fixture.ts';

// A backup was restored. Mia opened her form before that, on a version 3 that no longer exists. Since the restore Sam has
// written another version 3, which she has never seen.
let at: Fixture;
let mia: Device;
let sam: Device;
beforeAll(async () => {
  at = await bandFixture();
  mia = at.device(at.member);
  sam = at.device(at.admin);
});
afterAll(() => at.close());

const conflicts = (record: string) =>
  at.session.admin(
    'select path, base, mine, theirs, theirs_by, theirs_version from public.conflicts where record_id = $1 and open order by path',
    [record],
  );

async function song(): Promise<string> {
  const record = await sam.insert({ title: 'Before', key: 'A' });
  await sam.send('update', record, { base: 1, set: { title: 'Sam’s' } });
  await sam.send('update', record, { base: 2, set: { title: 'Sam’s, since the restore' } });
  return record;
}

describe('a base version from before a restore', () => {
  test('does not overwrite a value that the person cannot have seen', async () => {
    const record = await song();
    const late = await mia.send('update', record, {
      base: 3,
      set: { title: 'Mia’s', key: 'G' },
      was: { title: 'Lost by the restore', key: 'A' },
    });
    expect(late).toMatchObject({ status: 'conflict', row: { title: 'Sam’s, since the restore', key: 'G' } });
    expect(await conflicts(record)).toEqual([
      {
        path: 'title',
        base: 'Lost by the restore',
        mine: 'Mia’s',
        theirs: 'Sam’s, since the restore',
        theirs_by: at.admin,
        theirs_version: 3,
      },
    ]);
  });

  test('does not overwrite a value of the insert either', async () => {
    const record = await song();
    const edit = { base: 3, set: { key: 'G' }, was: { key: 'C' } };
    expect(await mia.send('update', record, edit)).toMatchObject({ status: 'conflict', row: { key: 'A' } });
  });

  test('does not conflict if the value is the one seen, or the device’s own', async () => {
    const record = await song();
    const edit = { base: 3, set: { title: 'Mia’s' }, was: { title: 'Sam’s, since the restore' } };
    expect((await mia.send('update', record, edit)).status).toBe('applied');
    const own = { base: 4, set: { title: 'Mia’s last' }, was: { title: 'Mia’s, lost by the restore' } };
    expect((await mia.send('update', record, own)).status).toBe('applied');
    const older = { base: 3, set: { title: 'From the old form' }, was: { title: 'Sam’s, since the restore' } };
    expect((await mia.send('update', record, older)).status).toBe('applied');
  });

  test('that is higher than the current version is judged by the seen value as well', async () => {
    const record = await song();
    const edit = { base: 9, set: { title: 'Mia’s' } };
    expect((await mia.send('update', record, { ...edit, was: { title: 'Lost' } })).status).toBe('conflict');
    const seen = { title: 'Sam’s, since the restore' };
    expect((await mia.send('update', record, { ...edit, was: seen })).status).toBe('applied');
  });

  test('conflicts in the middle of a call without affecting other mutations', async () => {
    const [first, second, third] = [await song(), await song(), await song()];
    const edit = (record: string, seen: string) =>
      mia.mutation('update', record, { base: 3, set: { title: 'Mia’s' }, was: { title: seen } });
    const since = 'Sam’s, since the restore';
    const results = await mia.push([edit(first, since), edit(second, 'Lost'), edit(third, since)]);
    expect(results.map(({ status }) => status)).toEqual(['applied', 'conflict', 'applied']);
  });
});

describe('inside a map column', () => {
  const table = 'setlists';
  const item = { kind: 'song', order: 'a', note: 'slow' };
  async function setlist(set: Record<string, unknown>): Promise<string> {
    const record = randomUUID();
    await sam.send('insert', record, { table, set: { name: 'Friday', items: { a: item } } });
    await sam.send('update', record, { table, base: 1, set });
    return record;
  }
  const takeOut = (record: string) =>
    mia.send('update', record, { table, base: 2, set: { 'items/a': null }, was: { 'items/a': item } });

  test('an item that was only moved can be removed', async () => {
    const record = await setlist({ 'items/a/order': 'k' });
    expect(await takeOut(record)).toMatchObject({ status: 'applied', row: { items: {} } });
  });

  test('an item with an unseen note conflicts', async () => {
    const record = await setlist({ 'items/a/note': 'Sam’s' });
    expect(await takeOut(record)).toMatchObject({ status: 'conflict', row: { items: { a: { note: 'Sam’s' } } } });
  });

  test('the unseen note itself conflicts', async () => {
    const record = await setlist({ 'items/a/note': 'Sam’s' });
    const edit = { table, base: 2, set: { 'items/a/note': 'Mia’s' }, was: { 'items/a/note': 'lost' } };
    expect((await mia.send('update', record, edit)).status).toBe('conflict');
  });
});
