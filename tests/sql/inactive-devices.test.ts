import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../support/sql-session.ts';
import { bandFixture, type Fixture } from './support/fixture.ts';

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());

/** Makes the device inactive for this long, then runs the maintenance. */
async function away(device: Device, days: number): Promise<void> {
  await at.session.admin(`update sync.clients set seen_at = now() - make_interval(days => $2) where id = $1`, [
    device.id,
    days,
  ]);
  await at.session.admin('select private.prune()');
}
const clients = (device: Device) =>
  at.session.admin('select last_mutation::int from sync.clients where id = $1', [device.id]);
const kept = (device: Device) =>
  at.session.admin('select mutation_id::int as id, result from sync.results where client_id = $1 order by 1', [
    device.id,
  ]);

describe('a device that was inactive for half a year', () => {
  test('[P11] gets the results of its old mutations, and nothing takes effect twice', async () => {
    const phone = at.device(at.member);
    const record = randomUUID();
    const sent = [
      phone.mutation('insert', record, { set: { title: 'Sent, never answered' } }),
      phone.mutation('update', record, { base: 1, set: { title: 'Then changed' } }),
      phone.mutation('update', record, { base: 2, set: { bpm: 0 } }),
    ];
    const first = await phone.push(sent);
    await at.device(at.admin).send('update', record, { base: 2, set: { title: 'Adam’s, meanwhile' } });
    const before = await at.session.admin('select count(*)::int as n from sync.changes where record_id = $1', [record]);
    await away(phone, 181);

    const again = await phone.push(sent);
    expect(again).toEqual(
      first.map(({ id, status, error }) => ({
        ...{ id, status, row: null, version: null, seq: null },
        ...(error && { error }),
      })),
    );
    expect(again[2]?.error).toMatchObject({ code: 'invalid', path: 'bpm' });
    expect(
      await at.session.admin('select count(*)::int as n from sync.changes where record_id = $1', [record]),
    ).toEqual(before);
    expect(await at.session.admin('select title from public.songs where id = $1', [record])).toEqual([
      { title: 'Adam’s, meanwhile' },
    ]);
    // Mutations made while it was away are new.
    const [fresh] = await phone.push([phone.mutation('update', record, { base: 3, set: { key: 'A' } })], 3);
    expect(fresh).toMatchObject({ status: 'applied', version: 4 });
  });

  test('is detected as a copy when a used mutation id has other content', async () => {
    const phone = at.device(at.member);
    const mutation = phone.mutation('insert', randomUUID(), { set: { title: 'Original' } });
    await phone.push([mutation]);
    await away(phone, 200);
    expect(await phone.refusal([{ ...mutation, set: { title: 'Copy' } }])).toMatchObject({ hint: 'client_fork' });
  });

  test('is deleted if it acknowledged every result, and continues with its id', async () => {
    const phone = at.device(at.member);
    const record = await phone.insert();
    await phone.push([], 1);
    await away(phone, 181);
    expect(await clients(phone)).toEqual([]);
    const [next] = await phone.push([phone.mutation('update', record, { base: 1, set: { title: 'Back' } })], 1);
    expect(next).toMatchObject({ id: 2, status: 'applied', version: 2 });
    expect(await clients(phone)).toEqual([{ last_mutation: 2 }]);
  });
});

test('a device that was active in the last half year keeps complete results', async () => {
  const phone = at.device(at.member);
  await phone.insert();
  const before = await kept(phone);
  await away(phone, 179);
  expect(await kept(phone)).toEqual(before);
  expect(before[0]?.result.row).toMatchObject({ title: 'Song' });
});

test('prune returns how many results it trimmed', async () => {
  const phone = at.device(at.member);
  await phone.insert();
  await at.session.admin(`update sync.clients set seen_at = now() - interval '1 year' where id = $1`, [phone.id]);
  const [{ done } = { done: null }] = await at.session.admin('select private.prune() as done');
  expect(done).toMatchObject({ answers: 1 });
  const [again] = await at.session.admin('select private.prune() as done');
  expect(again?.done).toMatchObject({ answers: 0 });
});
