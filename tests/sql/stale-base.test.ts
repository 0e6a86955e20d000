import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../support/sql-session.ts';
import { bandFixture, type Fixture } from './support/fixture.ts';

// A form that was opened long ago is saved after its own device changed the record in another tab or by merging. Changes by
// other devices since the form was opened must still conflict, although the device's own change is the newest.
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
    'select path, mine, theirs, theirs_by, theirs_version from public.conflicts where record_id = $1 and open order by path',
    [record],
  );
const edit = (device: Device, record: string, base: number, set: Record<string, unknown>, table = 'songs') =>
  device.send('update', record, { table, base, set });

describe('a change with an old base', () => {
  test('conflicts with others’ changes from before the device’s own last change', async () => {
    const record = await mia.insert({ title: 'First' });
    await edit(sam, record, 1, { title: 'Sam’s' });
    await edit(mia, record, 2, { title: 'Mia’s, having seen Sam’s' });
    const late = await edit(mia, record, 1, { title: 'From the old form' });
    expect(late).toMatchObject({ status: 'conflict', version: 3 });
    expect(await conflicts(record)).toEqual([
      {
        path: 'title',
        mine: 'From the old form',
        theirs: 'Mia’s, having seen Sam’s',
        theirs_by: at.admin,
        theirs_version: 2,
      },
    ]);
  });

  test('conflicts however often the device itself changed it since', async () => {
    const record = await mia.insert({ title: 'First' });
    await edit(sam, record, 1, { title: 'Sam’s' });
    for (let version = 2; version < 6; version += 1) await edit(mia, record, version, { title: `Mia’s ${version}` });
    expect((await edit(mia, record, 1, { title: 'Old form' })).status).toBe('conflict');
    expect((await edit(mia, record, 2, { title: 'Less old form' })).status).toBe('applied');
  });

  test('does not conflict if only the device itself changed that path', async () => {
    const record = await mia.insert({ title: 'First' });
    await edit(sam, record, 1, { key: 'A' });
    await edit(mia, record, 2, { title: 'Second' });
    expect((await edit(mia, record, 1, { title: 'Third' })).status).toBe('applied');
  });

  test('conflicts also if a third device changed it in between', async () => {
    const record = await mia.insert({ title: 'First' });
    const other = at.device(at.member);
    await edit(sam, record, 1, { title: 'Sam’s' });
    await edit(other, record, 2, { title: 'Other' });
    await edit(mia, record, 3, { title: 'Mia’s' });
    expect((await edit(mia, record, 2, { title: 'Before the other' })).status).toBe('conflict');
    expect((await edit(sam, record, 2, { title: 'Sam again' })).status).toBe('conflict');
  });

  test('a deletion conflicts with others’ changes too', async () => {
    const record = await mia.insert({ title: 'First' });
    await edit(sam, record, 1, { title: 'Sam’s' });
    await edit(mia, record, 2, { title: 'Mia’s' });
    expect(await mia.send('delete', record, { base: 1 })).toMatchObject({
      status: 'conflict',
      row: { deleted_at: null },
    });
    expect((await mia.send('delete', record, { base: 2 })).row?.deleted_at).not.toBeNull();
  });
});

describe('inside a map column', () => {
  const table = 'setlists';
  const item = { kind: 'song', order: 'a' };
  const made = async () => {
    const record = randomUUID();
    await mia.send('insert', record, { table, set: { name: 'Friday', items: { a: { ...item, note: 'slow' } } } });
    return record;
  };

  test('a property conflicts after the device has set the whole item', async () => {
    const record = await made();
    await edit(sam, record, 1, { 'items/a/note': 'Sam’s' }, table);
    await edit(mia, record, 2, { 'items/a': { ...item, note: 'Mia’s, all of it' } }, table);
    expect((await edit(mia, record, 1, { 'items/a/note': 'Old form' }, table)).status).toBe('conflict');
    // Sam did not change the item's other property.
    expect((await edit(mia, record, 1, { 'items/a/title': 'Old form' }, table)).status).toBe('applied');
  });

  test('an item conflicts after the device has set one of its properties', async () => {
    const record = await made();
    await edit(sam, record, 1, { 'items/a/note': 'Sam’s' }, table);
    await edit(mia, record, 2, { 'items/a/note': 'Mia’s' }, table);
    expect((await edit(mia, record, 1, { 'items/a': null }, table)).status).toBe('conflict');
    expect((await edit(mia, record, 2, { 'items/a': null }, table)).status).toBe('applied');
  });
});

describe('a change of a record that this device has just created', () => {
  test('does not conflict: nobody else changed it', async () => {
    const record = await mia.insert({ title: 'Just made', key: 'A' });
    expect(await edit(mia, record, 0, { title: 'And changed before the answer came', key: null })).toMatchObject({
      status: 'applied',
      version: 2,
    });
    expect((await mia.send('delete', record, { base: 0 })).row?.deleted_at).not.toBeNull();
  });

  test('conflicts with a record that another device created with the same id', async () => {
    const record = await sam.insert({ title: 'Sam’s' });
    const [made, changed] = await mia.push([
      mia.mutation('insert', record, { set: { title: 'Mia’s' } }),
      mia.mutation('update', record, { base: 0, set: { title: 'Mia’s again' } }),
    ]);
    expect([made?.status, changed?.status]).toEqual(['conflict', 'conflict']);
    expect(await conflicts(record)).toMatchObject([{ mine: 'Mia’s again', theirs: 'Sam’s' }]);
  });

  test('conflicts also for records from before the creating device was stored', async () => {
    const record = await mia.insert({ title: 'Old' });
    await at.session.admin(
      `alter table public.songs disable trigger user; update public.songs set path_versions = '{}' where id = '${record}'; alter table public.songs enable trigger user`,
    );
    expect((await edit(mia, record, 0, { title: 'Mine' })).status).toBe('applied');
  });
});
