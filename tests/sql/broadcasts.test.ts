import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bandFixture, type Fixture } from './support/fixture.ts';

let at: Fixture;
beforeAll(async () => {
  at = await bandFixture();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.session.admin('delete from realtime.messages');
});

interface Message {
  readonly topic: string;
  readonly event: string;
  readonly private: boolean;
  readonly payload: { scope: string; epoch?: string; seq?: number; changes?: { seq: number; id: string }[] };
}
const messages = async (): Promise<Message[]> =>
  at.session.admin<Message>('select topic, event, private, payload from realtime.messages order by inserted_at, topic');
const topicOf = async (scope: string): Promise<string> => {
  const [place] = await at.session.admin('select topic_epoch from sync.scopes where id = $1', [scope]);
  return `scope:${scope}:${place?.topic_epoch}`;
};
const headOf = async (scope: string): Promise<number> =>
  (await at.session.admin('select seq::int from sync.scopes where id = $1', [scope]))[0]?.seq;

describe('broadcasts of a commit', () => {
  test('one message with all changes, however many mutations', async () => {
    const device = at.device(at.member);
    const ids = Array.from({ length: 20 }, () => randomUUID());
    await device.push(ids.map((id) => device.mutation('insert', id, { set: { title: 'x' } })));
    const sent = await messages();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ topic: await topicOf(at.band), event: 'changes', private: true });
    expect(sent[0]?.payload.changes?.map((change) => change.id)).toEqual(ids);
    expect(sent[0]?.payload.changes?.at(-1)?.seq).toBe(await headOf(at.band));
    expect(sent[0]?.payload.scope).toBe(at.band);
  });

  test('more than 20 changes send only the newest number', async () => {
    const device = at.device(at.member);
    await device.push(
      Array.from({ length: 21 }, () => device.mutation('insert', randomUUID(), { set: { title: 'x' } })),
    );
    const sent = await messages();
    expect(sent.map((message) => message.event)).toEqual(['head']);
    expect(sent[0]?.payload).toMatchObject({ scope: at.band, seq: await headOf(at.band) });
  });

  test('more than 60 KB send only the newest number', async () => {
    const device = at.device(at.member);
    const notes = 'é'.repeat(8_000);
    await device.push(
      Array.from({ length: 4 }, () => device.mutation('insert', randomUUID(), { set: { title: 'x', notes } })),
    );
    expect((await messages()).map((message) => message.event)).toEqual(['head']);
  });

  test('a change in two scopes sends one message to each', async () => {
    await at.session.rpc(at.owner, 'set_role', { band: at.band, user: at.viewer, role: 'viewer' });
    expect(await messages()).toEqual([]);
    await at.session.rpc(at.owner, 'set_role', { band: at.band, user: at.viewer, role: 'member' });
    await at.session.rpc(at.owner, 'set_role', { band: at.band, user: at.viewer, role: 'viewer' });
    const topics = (await messages()).map((message) => message.topic).sort();
    expect(topics).toEqual(
      [await topicOf(at.band), await topicOf(at.band), await topicOf(at.viewer), await topicOf(at.viewer)].sort(),
    );
  });

  test('a write outside sync_push is broadcast too', async () => {
    const record = await at.device(at.member).insert();
    await at.session.admin('delete from realtime.messages');
    await at.session.admin(`update public.songs set key = 'F' where id = $1`, [record]);
    expect(await messages()).toMatchObject([
      { event: 'changes', payload: { changes: [{ id: record, client: null }] } },
    ]);
  });

  test('a rollback sends nothing, and neither does an update without a change', async () => {
    const device = at.device(at.member);
    const record = await device.insert({ title: 'Same' });
    await at.session.admin('delete from realtime.messages');
    const head = await headOf(at.band);
    await at.session.begin(at.member);
    await at.session.client.query('select public.sync_push($1::jsonb)', [
      JSON.stringify(device.request([device.mutation('update', record, { set: { title: 'Undone' } })])),
    ]);
    await at.session.client.query('rollback');
    await at.device(at.member).send('update', record, { set: { title: 'Same' } });
    expect(await messages()).toEqual([]);
    expect(await headOf(at.band)).toBe(head);
  });

  test('announcements are gone when the transaction ends', async () => {
    await at.device(at.member).insert();
    expect(await at.session.admin('select * from sync.announcements')).toEqual([]);
  });

  test('after a removal the old channel gets one last message without content', async () => {
    const person = await at.session.signUp('Tem');
    await at.session.join(at.band, at.owner, person);
    const old = await topicOf(at.band);
    await at.session.admin('delete from realtime.messages');
    await at.session.rpc(at.owner, 'remove_member', { band: at.band, user: person });
    const told = (await messages()).filter((message) => message.payload.scope === at.band);
    expect(told).toMatchObject([{ topic: old, event: 'head' }]);
    await at.session.admin('delete from realtime.messages');
    await at.device(at.member).insert();
    expect((await messages()).map((message) => message.topic)).toEqual([await topicOf(at.band)]);
    expect(await topicOf(at.band)).not.toBe(old);
  });
});

describe('rights to listen', () => {
  /** Checks like the Realtime server: inserts a probe row, sets role, claims and topic, and looks whether the row is visible. */
  async function mayJoin(who: string, topic: string, extension = 'broadcast'): Promise<boolean> {
    await at.session.client.query('begin');
    const probe = await at.session.admin(
      'insert into realtime.messages (topic, extension) values ($1, $2) returning id',
      [topic, extension],
    );
    await at.session.client.query('commit');
    await at.session.begin(who);
    await at.session.client.query(`select set_config('realtime.topic', $1, true)`, [topic]);
    const { rows } = await at.session.client.query('select id from realtime.messages where id = $1', [probe[0]?.id]);
    await at.session.client.query('rollback');
    return rows.length === 1;
  }

  async function maySend(who: string, topic: string, extension: string): Promise<boolean> {
    await at.session.begin(who);
    await at.session.client.query(`select set_config('realtime.topic', $1, true)`, [topic]);
    try {
      await at.session.client.query('insert into realtime.messages (topic, extension) values ($1, $2)', [
        topic,
        extension,
      ]);
      return true;
    } catch (error) {
      expect((error as { code: string }).code).toBe('42501');
      return false;
    } finally {
      await at.session.client.query('rollback');
    }
  }

  test('members can join the band’s current channel', async () => {
    const topic = await topicOf(at.band);
    for (const who of [at.owner, at.admin, at.member, at.viewer]) {
      expect(await mayJoin(who, topic)).toBe(true);
      expect(await mayJoin(who, topic, 'presence')).toBe(true);
    }
    for (const who of [at.removed, at.stranger, 'anonymous', 'nobody']) expect(await mayJoin(who, topic)).toBe(false);
  });

  test('nobody can join a channel with another epoch', async () => {
    const [epoch] = (await topicOf(at.band)).split(':').slice(-1);
    for (const other of [Number(epoch) - 1, Number(epoch) + 1]) {
      expect(await mayJoin(at.owner, `scope:${at.band}:${other}`)).toBe(false);
    }
  });

  test("people can join the channel of their own scope, and of nobody else's", async () => {
    expect(await mayJoin(at.removed, await topicOf(at.removed))).toBe(true);
    expect(await mayJoin(at.owner, await topicOf(at.removed))).toBe(false);
  });

  test.each(['', 'scope:', 'scope:x:1', 'band:1', `scope:${randomUUID()}`, `scope:${randomUUID()}:99999999999`])(
    'nobody can join a channel named "%s"',
    async (topic) => {
      expect(await mayJoin(at.owner, topic)).toBe(false);
    },
  );

  test('members can publish presence, and nobody can broadcast in the server’s name', async () => {
    const topic = await topicOf(at.band);
    expect(await maySend(at.viewer, topic, 'presence')).toBe(true);
    expect(await maySend(at.owner, topic, 'broadcast')).toBe(false);
    expect(await maySend(at.stranger, topic, 'presence')).toBe(false);
    expect(await maySend('anonymous', topic, 'presence')).toBe(false);
  });
});
