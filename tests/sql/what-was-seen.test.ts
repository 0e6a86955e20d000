import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../support/sql-session.ts';
import { bandFixture, type Fixture } from './support/fixture.ts';

// A backup was restored. Mia's form was opened before: it says "on version 3", and means a version 3 that is no more. The
// present version 3 is Sam's, written since the restore, and she has never seen it.
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

describe('a version of the log before a restore', () => {
  test('does not write over what the person cannot have seen', async () => {
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

  test('nor over what the record was made with', async () => {
    const record = await song();
    const edit = { base: 3, set: { key: 'G' }, was: { key: 'C' } };
    expect(await mia.send('update', record, edit)).toMatchObject({ status: 'conflict', row: { key: 'A' } });
  });

  test('is nobody’s question where what is there is what was seen, or the device’s own', async () => {
    const record = await song();
    const edit = { base: 3, set: { title: 'Mia’s' }, was: { title: 'Sam’s, since the restore' } };
    expect((await mia.send('update', record, edit)).status).toBe('applied');
    const own = { base: 4, set: { title: 'Mia’s last' }, was: { title: 'Mia’s, lost by the restore' } };
    expect((await mia.send('update', record, own)).status).toBe('applied');
    const older = { base: 3, set: { title: 'From the old form' }, was: { title: 'Sam’s, since the restore' } };
    expect((await mia.send('update', record, older)).status).toBe('applied');
  });

  test('that the record has not reached is judged by what was seen as well', async () => {
    const record = await song();
    const edit = { base: 9, set: { title: 'Mia’s' } };
    expect((await mia.send('update', record, { ...edit, was: { title: 'Lost' } })).status).toBe('conflict');
    const seen = { title: 'Sam’s, since the restore' };
    expect((await mia.send('update', record, { ...edit, was: seen })).status).toBe('applied');
  });

  test('is found in the middle of a call, and stops nothing around it', async () => {
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

  test('an item that was only moved may be taken out', async () => {
    const record = await setlist({ 'items/a/order': 'k' });
    expect(await takeOut(record)).toMatchObject({ status: 'applied', row: { items: {} } });
  });

  test('an item with a note that was not seen is asked about', async () => {
    const record = await setlist({ 'items/a/note': 'Sam’s' });
    expect(await takeOut(record)).toMatchObject({ status: 'conflict', row: { items: { a: { note: 'Sam’s' } } } });
  });

  test('and so is the note itself', async () => {
    const record = await setlist({ 'items/a/note': 'Sam’s' });
    const edit = { table, base: 2, set: { 'items/a/note': 'Mia’s' }, was: { 'items/a/note': 'lost' } };
    expect((await mia.send('update', record, edit)).status).toBe('conflict');
  });
});
