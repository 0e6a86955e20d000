import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { Device, Session } from '../support/sql-session.ts';

let database: TestDatabase;
let session: Session;
let ann: string;
let ben: string;
let band: string;

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresAdminUrl'));
  session = await Session.open(database.adminUrl);
  ann = await session.signUp('Ann');
  ben = await session.signUp('Ben');
  band = await session.band(ann);
  await session.join(band, ann, ben);
});

afterAll(async () => {
  await session.close();
  await database.drop();
});

const device = (person: string): Device => new Device(session, person, band);
const openConflicts = (record: string) =>
  session.admin('select * from public.conflicts where record_id = $1 and open order by path', [record]);
const song = async (record: string): Promise<Record<string, unknown>> =>
  (await session.admin('select * from public.songs where id = $1', [record]))[0] ?? {};

describe('the four operations', () => {
  test('an insert returns the whole row, its version and its number in the log', async () => {
    const phone = device(ann);
    const record = randomUUID();
    const result = await phone.send('insert', record, { set: { title: 'Wish', bpm: 120, tags: ['slow'] } });
    expect(result).toMatchObject({
      id: 1,
      status: 'applied',
      version: 1,
      row: {
        id: record,
        band_id: band,
        version: 1,
        title: 'Wish',
        bpm: 120,
        tags: ['slow'],
        links: [],
        artist: null,
        created_by: ann,
        updated_by: ann,
        updated_client: phone.id,
        deleted_at: null,
      },
    });
    expect(result.row).not.toHaveProperty('path_versions');
    const [logged] = await session.admin(
      'select op, version, row_after, made_by, client, mutation::int, paths from sync.changes where scope_id = $1 and seq = $2',
      [band, result.seq],
    );
    expect(logged).toMatchObject({ op: 'insert', version: 1, made_by: ann, client: phone.id, mutation: 1 });
    expect(logged?.row_after).toEqual(result.row);
  });

  test('update, delete and restore each raise the version by one and log their operation', async () => {
    const phone = device(ann);
    const record = await phone.insert();
    const updated = await phone.send('update', record, { base: 1, set: { title: 'Other', key: 'Em' } });
    const deleted = await phone.send('delete', record, { base: 2 });
    const restored = await phone.send('restore', record, { base: 3 });
    expect([updated.version, deleted.version, restored.version]).toEqual([2, 3, 4]);
    expect(deleted.row?.deleted_at).toEqual(expect.any(String));
    expect(restored.row?.deleted_at).toBeNull();
    const log = await session.admin(
      'select op, array(select unnest(paths) order by 1) as paths from sync.changes where record_id = $1 order by seq',
      [record],
    );
    expect(log.map((entry) => entry.op)).toEqual(['insert', 'update', 'delete', 'restore']);
    expect(log[1]?.paths).toEqual(['key', 'title']);
  });

  test('a mutation without a change is applied, without a new version or log entry', async () => {
    const phone = device(ann);
    const record = await phone.insert({ title: 'Same', bpm: 90 });
    expect(await phone.send('update', record, { set: { title: 'Same', bpm: 90.0 } })).toMatchObject({
      status: 'applied',
      version: 1,
      seq: null,
    });
    await phone.send('delete', record);
    expect(await phone.send('delete', record)).toMatchObject({ status: 'applied', version: 2, seq: null });
    expect(await phone.send('delete', randomUUID())).toMatchObject({ status: 'applied', row: null, seq: null });
  });

  test('null sets a required field to its default', async () => {
    const phone = device(ann);
    const record = await phone.insert({ title: 'Tagged', tags: ['a'], artist: 'X' });
    const { row } = await phone.send('update', record, { set: { tags: null, artist: null } });
    expect(row).toMatchObject({ tags: [], artist: null });
  });

  test('updating or restoring a missing record is rejected', async () => {
    const phone = device(ann);
    for (const op of ['update', 'restore'] as const) {
      expect(await phone.send(op, randomUUID(), { set: { title: 'x' } })).toMatchObject({
        status: 'rejected',
        row: null,
        error: { code: 'not_found' },
      });
    }
  });
});

describe('conflicts', () => {
  test('a field that another device changed meanwhile keeps its value, and the second waits', async () => {
    const phone = device(ann);
    const laptop = device(ben);
    const record = await phone.insert({ title: 'Base', key: 'C' });
    await phone.send('update', record, { base: 1, set: { key: 'A' }, was: { key: 'C' } });
    const result = await laptop.send('update', record, { base: 1, set: { key: 'G' }, was: { key: 'C' } });
    expect(result).toMatchObject({ status: 'conflict', version: 2, row: { key: 'A' }, seq: null });
    const kept = await openConflicts(record);
    expect(kept).toMatchObject([
      {
        path: 'key',
        base: 'C',
        mine: 'G',
        theirs: 'A',
        mine_by: ben,
        theirs_by: ann,
        theirs_version: 2,
        band_id: band,
      },
    ]);
    expect(result.conflict).toEqual([{ id: kept[0]?.id, path: 'key' }]);
  });

  test('other fields of a conflicting mutation are applied', async () => {
    const phone = device(ann);
    const laptop = device(ben);
    const record = await phone.insert({ title: 'Base' });
    await phone.send('update', record, { base: 1, set: { title: 'Ann says' } });
    const result = await laptop.send('update', record, { base: 1, set: { title: 'Ben says', bpm: 99 } });
    expect(result).toMatchObject({ status: 'conflict', version: 3, row: { title: 'Ann says', bpm: 99 } });
    expect(result.seq).toEqual(expect.any(Number));
  });

  test('different fields merge without a conflict', async () => {
    const phone = device(ann);
    const laptop = device(ben);
    const record = await phone.insert();
    await phone.send('update', record, { base: 1, set: { key: 'D' } });
    expect(await laptop.send('update', record, { base: 1, set: { bpm: 77 } })).toMatchObject({
      status: 'applied',
      row: { key: 'D', bpm: 77 },
    });
    expect(await openConflicts(record)).toEqual([]);
  });

  test('the same value from two devices is no conflict', async () => {
    const phone = device(ann);
    const laptop = device(ben);
    const record = await phone.insert();
    await phone.send('update', record, { base: 1, set: { key: 'D' } });
    expect((await laptop.send('update', record, { base: 1, set: { key: 'D' } })).status).toBe('applied');
  });

  test("a device's own older base is no conflict", async () => {
    const phone = device(ann);
    const record = await phone.insert();
    await phone.send('update', record, { base: 1, set: { key: 'D' } });
    expect(await phone.send('update', record, { base: 1, set: { key: 'E' } })).toMatchObject({
      status: 'applied',
      row: { key: 'E' },
    });
  });

  test('two devices of one person conflict like two people', async () => {
    const record = await device(ann).insert();
    await device(ann).send('update', record, { base: 1, set: { key: 'D' } });
    expect((await device(ann).send('update', record, { base: 1, set: { key: 'E' } })).status).toBe('conflict');
  });

  test('a form opened on the newest version can change what others changed', async () => {
    const record = await device(ann).insert();
    await device(ann).send('update', record, { base: 1, set: { key: 'D' } });
    expect((await device(ben).send('update', record, { base: 2, set: { key: 'E' } })).status).toBe('applied');
  });

  test('conflicts are detected after the log was pruned', async () => {
    const record = await device(ann).insert();
    await device(ann).send('update', record, { base: 1, set: { key: 'D' } });
    await session.admin('delete from sync.changes where record_id = $1', [record]);
    expect((await device(ben).send('update', record, { base: 1, set: { key: 'E' } })).status).toBe('conflict');
  });

  test('a change made with SQL counts as another person’s', async () => {
    const phone = device(ann);
    const record = await phone.insert();
    await session.admin(`update public.songs set key = 'F' where id = $1`, [record]);
    expect((await phone.send('update', record, { base: 1, set: { key: 'E' } })).status).toBe('conflict');
  });

  test('updating a deleted record does not restore it, and its values wait', async () => {
    const record = await device(ann).insert();
    await device(ann).send('delete', record);
    const result = await device(ben).send('update', record, {
      base: 1,
      set: { title: 'New', bpm: 5 },
      was: { title: 'Song', bpm: null },
    });
    expect(result).toMatchObject({ status: 'conflict', row: { deleted_at: expect.any(String), title: 'Song' } });
    expect(await openConflicts(record)).toMatchObject([
      {
        path: 'deleted_at',
        mine: { title: 'New', bpm: 5 },
        base: { title: 'Song', bpm: null },
        mine_by: ben,
        theirs_by: ann,
      },
    ]);
  });

  test('deleting a record that was changed meanwhile becomes a conflict', async () => {
    const record = await device(ann).insert();
    await device(ann).send('update', record, { base: 1, set: { key: 'D' } });
    const result = await device(ben).send('delete', record, { base: 1 });
    expect(result).toMatchObject({ status: 'conflict', row: { deleted_at: null }, version: 2 });
    expect(await openConflicts(record)).toMatchObject([{ path: 'deleted_at', theirs_by: ann, theirs_version: 2 }]);
  });

  test('inserting an existing record: equal values pass, others conflict', async () => {
    const record = await device(ann).insert({ title: 'Twin', key: 'A' });
    const again = await device(ann).send('insert', record, { set: { title: 'Twin', key: 'A' } });
    expect(again).toMatchObject({ status: 'applied', version: 1, seq: null });
    expect(await device(ben).send('insert', record, { set: { title: 'Twin', key: 'B' } })).toMatchObject({
      status: 'conflict',
      row: { key: 'A' },
    });
  });

  test('a device that edits again replaces its own waiting value', async () => {
    const phone = device(ann);
    const laptop = device(ben);
    const record = await phone.insert();
    await phone.send('update', record, { base: 1, set: { key: 'A' } });
    await laptop.send('update', record, { base: 1, set: { key: 'G' } });
    await laptop.send('update', record, { base: 1, set: { key: 'F' } });
    expect(await openConflicts(record)).toMatchObject([{ mine: 'F' }]);
  });

  test('a waiting value is not replaced by one that is based on the committed value', async () => {
    const phone = device(ann);
    const laptop = device(ben);
    const record = await phone.insert({ title: 'Song', notes: 'start' });
    const edit = (who: typeof phone, base: number, was: string, notes: string) =>
      who.send('update', record, { base, set: { notes }, was: { notes: was } });
    await edit(phone, 1, 'start', 'hers');
    await edit(laptop, 1, 'start', 'his');
    // Ben continues from the committed value, and Ann is faster again: his first value still waits.
    await edit(phone, 2, 'hers', 'hers, longer');
    await edit(laptop, 2, 'hers', 'hers and his');
    const waiting = await openConflicts(record);
    expect(waiting.map(({ mine }) => mine).sort()).toEqual(['hers and his', 'his']);
    // A value based on the waiting one replaces it.
    await edit(laptop, 2, 'hers and his', 'hers and all of his');
    const after = await openConflicts(record);
    expect(after.map(({ mine }) => mine).sort()).toEqual(['hers and all of his', 'his']);
  });

  test('[M8] a waiting value is not replaced by one from a form that was opened before it', async () => {
    const phone = device(ann);
    const laptop = device(ben);
    const record = await phone.insert({ title: 'Song', notes: null });
    const edit = (who: typeof phone, was: string | null, notes: string) =>
      who.send('update', record, { base: 1, set: { notes }, was: { notes: was } });
    await edit(phone, null, 'hers');
    await edit(laptop, null, 'his');
    await edit(laptop, 'his', 'his, longer');
    // Ben had a second form open since before his first edit. He saves it, and the page sends it twice.
    await edit(laptop, null, 'his other');
    await edit(laptop, null, 'his other');
    const waiting = await openConflicts(record);
    expect(waiting.map(({ base, mine }) => [base, mine]).sort()).toEqual([
      [null, 'his other'],
      [null, 'his, longer'],
    ]);
  });

  test('the first resolution counts for everyone', async () => {
    const record = await device(ann).insert();
    await device(ann).send('update', record, { base: 1, set: { key: 'A' } });
    const { conflict } = await device(ben).send('update', record, { base: 1, set: { key: 'G' } });
    const id = conflict?.[0]?.id ?? '';
    const resolve = (person: string, resolution: string) =>
      device(person).send('update', id, { table: 'conflicts', base: 1, set: { open: false, resolution } });
    expect(await resolve(ann, 'theirs')).toMatchObject({
      status: 'applied',
      row: { open: false, resolution: 'theirs', resolved_by: ann, resolved_at: expect.any(String) },
    });
    expect(await resolve(ben, 'mine')).toMatchObject({ row: { resolution: 'theirs', resolved_by: ann } });
    expect(await openConflicts(record)).toEqual([]);
  });

  test('a conflict cannot be closed without a resolution', async () => {
    const record = await device(ann).insert();
    await device(ann).send('update', record, { base: 1, set: { key: 'A' } });
    const { conflict } = await device(ben).send('update', record, { base: 1, set: { key: 'G' } });
    expect(
      await device(ben).send('update', conflict?.[0]?.id ?? '', { table: 'conflicts', base: 1, set: { open: false } }),
    ).toMatchObject({ status: 'rejected', error: { code: 'invalid', path: 'resolution' } });
  });
});

describe('exactly once', () => {
  test('a retry returns the stored result and has no second effect', async () => {
    const phone = device(ann);
    const record = randomUUID();
    const batch = [
      phone.mutation('insert', record, { set: { title: 'Once' } }),
      phone.mutation('update', record, { set: { bpm: 100 } }),
    ];
    const first = await phone.push(batch);
    expect(await phone.push(batch)).toEqual(first);
    expect((await song(record)).version).toBe(2);
    const more = phone.mutation('update', record, { base: 2, set: { bpm: 101 } });
    expect((await phone.push([...batch, more])).map((r) => r.version)).toEqual([1, 2, 3]);
  });

  test('the result of a rejected mutation is stored too', async () => {
    const phone = device(ann);
    const batch = [phone.mutation('insert', randomUUID(), { set: { title: '' } })];
    const first = await phone.push(batch);
    expect(first[0]?.status).toBe('rejected');
    expect(await phone.push(batch)).toEqual(first);
  });

  test('the same id with other content is a copied profile', async () => {
    const phone = device(ann);
    const mutation = phone.mutation('insert', randomUUID(), { set: { title: 'Mine' } });
    await phone.push([mutation]);
    expect(await phone.refusal([{ ...mutation, set: { title: 'Copy' } }])).toMatchObject({
      code: 'PT409',
      hint: 'client_fork',
    });
  });

  test('an acknowledged mutation id cannot be used again', async () => {
    const phone = device(ann);
    const mutation = phone.mutation('insert', randomUUID(), { set: { title: 'Mine' } });
    await phone.push([mutation]);
    await phone.push([], 1);
    expect(await session.admin('select 1 from sync.results where client_id = $1', [phone.id])).toEqual([]);
    expect((await phone.refusal([mutation])).hint).toBe('client_fork');
  });

  test('after a fork the outbox can be sent with a new device id without duplicates', async () => {
    const phone = device(ann);
    const record = randomUUID();
    const batch = [
      phone.mutation('insert', record, { set: { title: 'Kept' } }),
      phone.mutation('update', record, { set: { bpm: 100 } }),
    ];
    await phone.push(batch);
    const renamed = device(ann);
    expect((await renamed.push(batch)).map((r) => r.status)).toEqual(['applied', 'applied']);
    expect(await song(record)).toMatchObject({ version: 2, bpm: 100 });
  });

  test("another user's device id is refused", async () => {
    const phone = device(ann);
    await phone.push([]);
    const stolen = new Device(session, ben, band, phone.id);
    expect((await stolen.refusal([])).hint).toBe('client_fork');
  });

  test('two pushes of one device run one after the other, each mutation once', async () => {
    const phone = device(ann);
    const record = await phone.insert();
    const batch = Array.from({ length: 20 }, (_, i) =>
      phone.mutation('update', record, { base: 1, set: { bpm: i + 1 } }),
    );
    const other = await Session.open(database.adminUrl);
    try {
      const same = new Device(other, ann, band, phone.id);
      const [a, b] = await Promise.all([phone.push(batch), same.push(batch)]);
      expect(a).toEqual(b);
    } finally {
      await other.close();
    }
    expect(await song(record)).toMatchObject({ version: 21, bpm: 20 });
  });
});
