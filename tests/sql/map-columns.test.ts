import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandFixture, type Fixture } from './support/fixture.ts';

// An entity with a map column, registered like every synced table.
let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
  await at.session.admin('set role postgres');
  await at.session.admin(`
    create table public.plans (
      id      uuid primary key,
      band_id uuid not null references public.bands on delete cascade,
      name    text not null,
      items   jsonb not null default '{}',
      constraint plans_name_check  check (name ~ '\\S'),
      constraint plans_items_check check (octet_length(items::text) <= 2000)
    )`);
  await at.session.admin(`
    select sync.register_entity('plans', '{band_id}',
      writable   => '{"name": "The setlist needs a name.", "items": "A setlist holds its songs."}',
      operations => '{insert,update,delete,restore}',
      maps       => '{items}')`);
  await at.session.admin('reset role');
});
afterAll(() => at.close());

const table = 'plans';
const start = { a: { song: 1, note: 'slow' }, b: { song: 2 } };

async function setlist(items: unknown = start): Promise<string> {
  const id = randomUUID();
  await at.device(at.owner).send('insert', id, { table, set: { name: 'Friday', items } });
  return id;
}
const edit = (who: string, record: string, set: Record<string, unknown>, base = 1, was = {}) =>
  at.device(who).send('update', record, { table, set, base, was });
const conflicts = (record: string) =>
  at.session.admin(
    'select path, base, mine, theirs from public.conflicts where record_id = $1 and open order by path',
    [record],
  );
const lastPaths = async (record: string) =>
  (
    await at.session.admin(
      'select array(select unnest(paths) order by 1) as paths from sync.changes where record_id = $1 order by seq desc',
      [record],
    )
  )[0]?.paths;

describe('map columns', () => {
  test('items are added, changed by property and removed by path', async () => {
    const record = await setlist();
    const { row } = await edit(at.member, record, { 'items/c': { song: 3 }, 'items/a/note': 'fast', 'items/b': null });
    expect(row?.items).toEqual({ a: { song: 1, note: 'fast' }, c: { song: 3 } });
    expect(await lastPaths(record)).toEqual(['items/a/note', 'items/b', 'items/c']);
    expect((await edit(at.member, record, { 'items/a/note': null }, 2)).row?.items).toEqual({
      a: { song: 1 },
      c: { song: 3 },
    });
  });

  test('different items, and different properties of one item, merge', async () => {
    const record = await setlist();
    await edit(at.owner, record, { 'items/a/note': 'fast' });
    await edit(at.owner, record, { 'items/c': { song: 3 } });
    const result = await edit(at.member, record, { 'items/a/song': 9, 'items/d': { song: 4 } });
    expect(result).toMatchObject({
      status: 'applied',
      row: { items: { a: { song: 9, note: 'fast' }, b: { song: 2 }, c: { song: 3 }, d: { song: 4 } } },
    });
  });

  test('the same property conflicts, and the rest of the mutation is applied', async () => {
    const record = await setlist();
    await edit(at.owner, record, { 'items/a/note': 'fast' });
    const result = await edit(at.member, record, { 'items/a/note': 'very slow', 'items/b/song': 7 }, 1, {
      'items/a/note': 'slow',
    });
    expect(result).toMatchObject({ status: 'conflict', row: { items: { a: { note: 'fast' }, b: { song: 7 } } } });
    expect(await conflicts(record)).toEqual([
      { path: 'items/a/note', base: 'slow', mine: 'very slow', theirs: 'fast' },
    ]);
  });

  test('editing a removed item conflicts, and does not restore part of it', async () => {
    const record = await setlist();
    await edit(at.owner, record, { 'items/a': null });
    const result = await edit(at.member, record, { 'items/a/note': 'fast' });
    expect(result).toMatchObject({ status: 'conflict', row: { items: { b: { song: 2 } } } });
    expect(await conflicts(record)).toMatchObject([{ path: 'items/a/note', mine: 'fast', theirs: null }]);
  });

  test('removing an item that was edited meanwhile conflicts', async () => {
    const record = await setlist();
    await edit(at.owner, record, { 'items/a/note': 'fast' });
    expect((await edit(at.member, record, { 'items/a': null })).status).toBe('conflict');
    expect(await conflicts(record)).toMatchObject([{ path: 'items/a', mine: null, theirs: { song: 1, note: 'fast' } }]);
  });

  test('setting the whole map conflicts with a change of one item', async () => {
    const record = await setlist();
    await edit(at.owner, record, { 'items/a/note': 'fast' });
    expect((await edit(at.member, record, { items: {} })).status).toBe('conflict');
    const other = await setlist();
    await edit(at.owner, other, { items: {} });
    expect((await edit(at.member, other, { 'items/a/note': 'fast' })).status).toBe('conflict');
  });

  test('setting a property of an item that the same device removed has no effect', async () => {
    const device = at.device(at.member);
    const record = await setlist();
    await device.send('update', record, { table, set: { 'items/a': null }, base: 1 });
    const result = await device.send('update', record, { table, set: { 'items/a/note': 'x' }, base: 1 });
    expect(result).toMatchObject({ status: 'applied', seq: null, row: { items: { b: { song: 2 } } } });
  });

  test('setting a property of an item that a restored backup lost conflicts', async () => {
    const record = await setlist();
    const result = await edit(at.member, record, { 'items/lost/note': 'fast' });
    expect(result).toMatchObject({ status: 'conflict', seq: null, row: { items: start } });
    expect(await conflicts(record)).toMatchObject([{ path: 'items/lost/note', mine: 'fast', theirs: null }]);
    expect((await edit(at.member, record, { 'items/lost/note': null })).status).toBe('applied');
  });

  test('null empties the map', async () => {
    const record = await setlist();
    expect((await edit(at.member, record, { items: null })).row?.items).toEqual({});
  });

  test.each([
    ['an item that is no object', { 'items/a': 5 }, 'invalid', 'items/a'],
    ['a map that is a list', { items: [] }, 'invalid', 'items'],
    ['a path without an item', { 'items/': {} }, 'unknown_column', 'items/'],
    ['a path without a property', { 'items/a/': 1 }, 'unknown_column', 'items/a/'],
    ['a path that is too deep', { 'items/a/note/x': 1 }, 'unknown_column', 'items/a/note/x'],
    ['a map that grows too big', { 'items/c': { note: 'x'.repeat(3000) } }, 'invalid', 'items'],
  ])('%s is rejected', async (_, set, code, path) => {
    const record = await setlist();
    expect(await edit(at.member, record, set)).toMatchObject({ status: 'rejected', error: { code, path } });
  });

  test('an insert can set single items', async () => {
    const id = randomUUID();
    const { row } = await at.device(at.member).send('insert', id, {
      table,
      set: { name: 'x', 'items/a': { song: 1 }, 'items/a/note': 'n' },
    });
    expect(row?.items).toEqual({ a: { song: 1, note: 'n' } });
  });
});

describe('registering an entity', () => {
  test('adds policies, log, pull and snapshot', async () => {
    const record = await setlist();
    const read = (who: string) => at.session.as(who, 'select id from public.plans where id = $1', [record]);
    expect((await read(at.viewer)).count).toBe(1);
    expect((await read(at.stranger)).count).toBe(0);
    await expect(at.session.as(at.owner, `update public.plans set name = 'x'`)).rejects.toMatchObject({
      code: '42501',
    });
    const page = await at.session.rpc<{ rows: { id: string }[] }>(at.viewer, 'sync_snapshot', {
      protocol: 1,
      scope: at.band,
      table,
      after: null,
      limit: 100,
    });
    expect(page.rows.map((row) => row.id)).toContain(record);
    expect(page.rows[0]).not.toHaveProperty('path_versions');
  });

  test('fixed columns cannot be changed with SQL either', async () => {
    const record = await setlist();
    for (const column of ['id', 'band_id']) {
      await expect(
        at.session.admin(`update public.plans set ${column} = gen_random_uuid() where id = $1`, [record]),
      ).rejects.toThrow(/never changes/);
    }
    await at.session.admin(`update public.plans set version = 99, created_by = null, name = 'y' where id = $1`, [
      record,
    ]);
    expect(await at.session.admin('select version, created_by from public.plans where id = $1', [record])).toEqual([
      { version: 2, created_by: at.owner },
    ]);
  });

  test('a later migration can add a column', async () => {
    const record = await setlist();
    await at.session.admin('set role postgres');
    await at.session.admin(`alter table public.plans add column encores int not null default 2`);
    await at.session.admin(
      `select sync.change_entity('plans', '{"name": "n", "items": "i", "encores": "Encores are a whole number."}')`,
    );
    await at.session.admin('reset role');
    expect((await edit(at.member, record, { encores: 'two' })).error).toMatchObject({
      code: 'invalid',
      path: 'encores',
    });
    expect((await edit(at.member, record, { encores: 3 })).row).toMatchObject({ encores: 3, version: 2 });
    expect((await edit(at.member, record, { encores: null }, 2)).row).toMatchObject({ encores: 2 });
  });

  test('rejects a missing column and a type that cannot be synced', async () => {
    await at.session.admin('create table public.odd (id uuid primary key, band_id uuid, place point)');
    await expect(
      at.session.admin(`select sync.register_entity('odd', '{band_id}', writable => '{"place": "x"}')`),
    ).rejects.toThrow(/odd\.place cannot be synced: point/);
    await at.session.admin('drop table public.odd');
  });
});
