import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Device, type Session } from '../support/sql-session.ts';
import { bandFixture, type Fixture } from './support/fixture.ts';

let at: Fixture;
let first: Session;
let second: Session;
beforeAll(async () => {
  at = await bandFixture();
  first = await at.connect();
  second = await at.connect();
});
afterAll(() => at.close());

/** Resolves when the session waits for a lock. These tests order their steps by this condition. */
async function waitsForLock(session: Session): Promise<void> {
  const { processID } = session.client as unknown as { processID: number };
  for (;;) {
    const [found] = await at.session.admin(
      `select wait_event_type = 'Lock' as waits from pg_stat_activity where pid = $1`,
      [processID],
    );
    if (found?.waits) return;
  }
}

const pushSql = 'select public.sync_push($1::jsonb) as answer';

async function begin(session: Session, who: string, device: Device, record: string): Promise<void> {
  await session.begin(who);
  await session.client.query(pushSql, [
    JSON.stringify(device.request([device.mutation('insert', record, { set: { title: 'x' } })])),
  ]);
}

test('log order is commit order: a transaction that starts first and commits last comes last', async () => {
  const early = randomUUID();
  const late = randomUUID();
  await first.begin(at.owner);
  // The first transaction has a lower id and an earlier time than the second.
  await first.client.query('select pg_current_xact_id()');
  await begin(second, at.member, new Device(second, at.member, at.band), late);
  const device = new Device(first, at.owner, at.band);
  const blocked = first.client.query(pushSql, [
    JSON.stringify(device.request([device.mutation('insert', early, { set: { title: 'x' } })])),
  ]);
  await waitsForLock(first);
  await second.client.query('commit');
  await blocked;
  const seen = await at.session.admin('select record_id from sync.changes where record_id = any ($1)', [[early, late]]);
  expect(seen.map((change) => change.record_id)).toEqual([late]);
  await first.client.query('commit');
  const log = await at.session.admin(
    'select record_id, seq::int from sync.changes where record_id = any ($1) order by seq',
    [[early, late]],
  );
  expect(log.map((change) => change.record_id)).toEqual([late, early]);
  expect(log[1]?.seq).toBe(log[0]?.seq + 1);
});

test('a rollback leaves no gap in the log', async () => {
  const kept = randomUUID();
  const [before] = await at.session.admin('select seq::int from sync.scopes where id = $1', [at.band]);
  await begin(first, at.owner, new Device(first, at.owner, at.band), randomUUID());
  const device = new Device(second, at.member, at.band);
  const pushed = device.push([device.mutation('insert', kept, { set: { title: 'x' } })]);
  await waitsForLock(second);
  await first.client.query('rollback');
  expect((await pushed)[0]?.seq).toBe(before?.seq + 1);
});

test('many sessions at once number every change once, without gaps', async () => {
  const sessions = [first, second, await at.connect(), await at.connect()];
  const [before] = await at.session.admin('select seq::int from sync.scopes where id = $1', [at.band]);
  const people = [at.owner, at.admin, at.member, at.owner];
  await Promise.all(
    sessions.map(async (session, index) => {
      const device = new Device(session, people[index] ?? at.owner, at.band);
      for (let i = 0; i < 15; i++) {
        await device.push([1, 2].map(() => device.mutation('insert', randomUUID(), { set: { title: 'x' } })));
      }
    }),
  );
  const log = await at.session.admin(
    'select seq::int from sync.changes where scope_id = $1 and seq > $2 order by seq',
    [at.band, before?.seq],
  );
  expect(log.map((change) => change.seq)).toEqual(Array.from({ length: 120 }, (_, i) => before?.seq + 1 + i));
});

test('two people change one field at once: one value is kept, the other becomes a conflict', async () => {
  const record = await at.device(at.owner).insert();
  await first.begin(at.owner);
  const one = new Device(first, at.owner, at.band);
  const two = new Device(second, at.member, at.band);
  await first.client.query(pushSql, [
    JSON.stringify(one.request([one.mutation('update', record, { base: 1, set: { key: 'A' } })])),
  ]);
  const other = two.send('update', record, { base: 1, set: { key: 'B' } });
  await waitsForLock(second);
  await first.client.query('commit');
  expect(await other).toMatchObject({ status: 'conflict', row: { key: 'A' } });
});

test('two devices insert the same record at once', async () => {
  const record = randomUUID();
  await begin(first, at.owner, new Device(first, at.owner, at.band), record);
  const two = new Device(second, at.member, at.band);
  const other = two.send('insert', record, { set: { title: 'Different' } });
  await waitsForLock(second);
  await first.client.query('commit');
  expect((await other).status).toBe('conflict');
});

test('two bands insert the same id at once, and neither learns of the other', async () => {
  const record = randomUUID();
  await begin(first, at.owner, new Device(first, at.owner, at.band), record);
  const two = new Device(second, at.stranger, at.otherBand);
  const other = two.send('insert', record, { set: { title: 'Different' } });
  await waitsForLock(second);
  await first.client.query('commit');
  expect(await other).toMatchObject({ status: 'rejected', row: null, error: { code: 'wrong_scope' } });
});

test('a member who is removed while their push waits changes nothing', async () => {
  const person = await at.session.signUp('Pia');
  await at.session.join(at.band, at.owner, person);
  await first.begin(at.owner);
  await first.client.query('select public.remove_member($1::jsonb)', [JSON.stringify({ band: at.band, user: person })]);
  const device = new Device(second, person, at.band);
  const pushed = device.send('insert', randomUUID(), { set: { title: 'x' } });
  await waitsForLock(second);
  await first.client.query('commit');
  expect(await pushed).toMatchObject({ status: 'rejected', error: { code: 'forbidden' } });
});

test('two owners who demote each other at once leave one owner', async () => {
  const other = await at.session.signUp('Two');
  await at.session.join(at.band, at.owner, other, 'owner');
  await first.begin(at.owner);
  await first.client.query('select public.set_role($1::jsonb)', [
    JSON.stringify({ band: at.band, user: other, role: 'member' }),
  ]);
  const back = second.refusal(other, 'set_role', { band: at.band, user: at.owner, role: 'member' });
  await waitsForLock(second);
  await first.client.query('commit');
  expect(await back).toMatchObject({ code: 'PT403' });
});

test('a person who joins again while being removed is out', async () => {
  const person = await at.session.signUp('Rejoin');
  const { code } = await at.session.rpc<{ code: string }>(at.owner, 'create_invite', { band: at.band, role: 'member' });
  await at.session.rpc(person, 'join_band', { code });
  await first.begin(at.owner);
  await first.client.query('select public.remove_member($1::jsonb)', [JSON.stringify({ band: at.band, user: person })]);
  const joined = second.rpc<{ hint?: string }>(person, 'join_band', { code });
  await waitsForLock(second);
  await first.client.query('commit');
  expect((await joined).hint).toBe('invite_unknown');
});
