import { readFile } from 'node:fs/promises';
import { type RealtimeChannel, REALTIME_SUBSCRIBE_STATES as STATE, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/until.ts';
import { type Person, type Project, startProject } from './support/project.ts';
import { RawSocket } from './support/raw-socket.ts';

let project: Project;
let sql: string;

beforeAll(async () => {
  sql = await readFile(new URL('./support/fixture-realtime.sql', import.meta.url), 'utf8');
  project = await startProject({ sql });
});
afterAll(() => project.stop());

let rooms = 0;

/** A separate topic for each test, with these people as members. */
async function room(...people: readonly Person[]): Promise<string> {
  rooms += 1;
  const name = `r${rooms}`;
  for (const { id } of people) await join(name, id);
  return name;
}

async function join(name: string, user: string, mayWrite = true): Promise<void> {
  await project.admin.query('insert into public.room_members values ($1, $2, $3)', [name, user, mayWrite]);
}

interface Heard {
  readonly channel: RealtimeChannel;
  readonly messages: { event: string; payload: Record<string, unknown>; meta?: unknown }[];
  readonly statuses: string[];
}

type Params = NonNullable<Parameters<SupabaseClient['channel']>[1]>;

function listen(client: SupabaseClient, topic: string, config: Params['config'] = { private: true }): Heard {
  const messages: Heard['messages'] = [];
  const statuses: string[] = [];
  const channel = client.channel(topic, { config: { ...config, private: true } });
  channel.on('broadcast', { event: '*' }, (message) => messages.push(message as unknown as Heard['messages'][number]));
  channel.subscribe((status, error) => statuses.push(error === undefined ? status : `${status} ${error.message}`));
  return { channel, messages, statuses };
}

const until = (heard: Heard, status: string) => eventually(() => expect(heard.statuses.join('\n')).toContain(status));

async function subscribed(client: SupabaseClient, topic: string, config?: Params['config']): Promise<Heard> {
  const heard = listen(client, topic, config);
  await until(heard, STATE.SUBSCRIBED);
  return heard;
}

const announce = (topic: string, payload: unknown, event = 'changes') =>
  project.admin.query('select realtime.send($1, $2, $3, true)', [JSON.stringify(payload), event, topic]);

/** Tokens have whole seconds, so one that is refreshed within the same second is identical. */
async function renewed(person: Person): Promise<string> {
  const before = await tokenOf(person);
  await eventually(async () => {
    await person.client.auth.refreshSession();
    expect(await tokenOf(person)).not.toBe(before);
  }, 200);
  return tokenOf(person);
}

const tokenOf = async (person: Person) => (await person.client.auth.getSession()).data.session?.access_token ?? '';

describe('joining', () => {
  it('accepts a member and rejects others, anonymous callers and unknown topics', async () => {
    const [ann, bob] = [await project.person('Ann'), await project.person('Bob')];
    const name = await room(ann);
    await subscribed(ann.client, `room:${name}`);
    const refused = [
      listen(bob.client, `room:${name}`),
      listen(project.client(), `room:${name}`),
      listen(ann.client, 'elsewhere'),
      listen(ann.client, 'broken'),
    ];
    for (const each of refused) {
      await until(
        each,
        `${STATE.CHANNEL_ERROR} Unauthorized: You do not have permissions to read from this Channel topic`,
      );
    }
  });

  it('is retried by the client and succeeds once permitted', async () => {
    const ann = await project.person();
    const name = await room();
    const heard = listen(ann.client, `room:${name}`);
    await until(heard, STATE.CHANNEL_ERROR);
    await join(name, ann.id);
    await until(heard, STATE.SUBSCRIBED);
  });

  it('sends the expected frames, and a second join closes the first', async () => {
    const ann = await project.person();
    const topic = `realtime:room:${await room(ann)}`;
    const socket = await RawSocket.open(project);
    const config = { broadcast: { replication_ready: true }, presence: { key: 'ann', enabled: true } };
    expect(await socket.join(topic, '6', await tokenOf(ann), config)).toEqual([
      '6',
      '6',
      topic,
      'phx_reply',
      { status: 'ok', response: { postgres_changes: [] } },
    ]);
    expect(await socket.next((frame) => frame[3] === 'presence_state')).toEqual([
      '6',
      null,
      topic,
      'presence_state',
      {},
    ]);
    expect(await socket.next((frame) => frame[3] === 'system')).toEqual([
      '6',
      null,
      topic,
      'system',
      {
        message: 'Replication connection established',
        status: 'ok',
        extension: 'system',
        channel: topic.slice('realtime:'.length),
      },
    ]);
    expect((await socket.join(topic, '7', await tokenOf(ann)))[4]).toMatchObject({ status: 'ok' });
    expect(await socket.next((frame) => frame[3] === 'phx_close')).toEqual(['6', '6', topic, 'phx_close', {}]);
    // Frames of the closed join get no reply.
    socket.send(['6', '8', topic, 'presence', { type: 'presence', event: 'track', payload: {} }]);
    socket.send(['7', '9', topic, 'phx_leave', {}]);
    expect(await socket.next((frame) => frame[3] === 'phx_close')).toEqual(['7', '7', topic, 'phx_close', {}]);
    expect((await socket.heard()).map((frame) => frame[1])).toEqual(['9']);
    socket.close();
  });

  it.each([
    ['a public channel', { private: false }, 'PrivateOnly'],
    ['row changes by replication', { postgres_changes: [{ event: '*' }] }, 'PostgresChangesUnavailable'],
  ])('refuses %s', async (_, config, reason) => {
    const ann = await project.person();
    const socket = await RawSocket.open(project);
    const answer = await socket.join(`realtime:room:${await room(ann)}`, '1', await tokenOf(ann), config);
    expect(answer[4]).toMatchObject({ status: 'error', response: { reason: expect.stringContaining(reason) } });
    socket.close();
  });

  it.each([
    ['nonsense', 'MalformedJWT'],
    [`${btoa('{"alg":"none"}')}.${btoa('{"role":"authenticated","exp":9999999999}')}.`, 'JwtSignatureError'],
  ])('refuses the token %s', async (token, reason) => {
    const socket = await RawSocket.open(project);
    const answer = await socket.join('realtime:room:x', '1', token);
    expect(answer[4]).toMatchObject({ status: 'error', response: { reason: expect.stringContaining(reason) } });
    socket.close();
  });

  it('requires an API key, the right version and the right path', async () => {
    await expect(RawSocket.open(project, 'vsn=2.0.0')).rejects.toThrow('401');
    await expect(RawSocket.open(project, 'apikey=wrong&vsn=2.0.0')).rejects.toThrow('401');
    await expect(RawSocket.open(project, `apikey=${project.stack.publishableKey}`)).rejects.toThrow('400');
  });
});

describe('broadcast from the database', () => {
  it('arrives in commit order, at members only, with the message id', async () => {
    const [ann, bob] = [await project.person('Ann'), await project.person('Bob')];
    const name = await room(ann, bob);
    const other = await room(bob);
    const heard = await Promise.all([ann, bob].map(({ client }) => subscribed(client, `room:${name}`)));
    const elsewhere = await subscribed(bob.client, `room:${other}`);
    await Promise.all(Array.from({ length: 5 }, (_, i) => announce(`room:${name}`, { burst: i })));
    for (let seq = 0; seq < 50; seq += 1) await announce(`room:${name}`, { seq, text: 'é😀' });
    for (const each of heard) {
      await eventually(() => expect(each.messages).toHaveLength(55));
      expect(each.messages.slice(5).map((message) => message.payload.seq)).toEqual(
        Array.from({ length: 50 }, (_, i) => i),
      );
      const last = each.messages.at(-1);
      expect(last).toMatchObject({ event: 'changes', payload: { text: 'é😀' }, meta: { id: last?.payload.id } });
    }
    expect(elsewhere.messages).toEqual([]);
  });

  it('is not sent when the transaction rolls back', async () => {
    const ann = await project.person();
    const name = await room(ann);
    const heard = await subscribed(ann.client, `room:${name}`);
    const client = await project.admin.connect();
    await client.query('begin');
    await client.query(`select realtime.send('{"lost": true}', 'changes', $1, true)`, [`room:${name}`]);
    await client.query('rollback');
    client.release();
    await announce(`room:${name}`, { kept: true });
    await eventually(() => expect(heard.messages).toHaveLength(1));
    expect(heard.messages[0]?.payload).toMatchObject({ kept: true });
  });

  it('recovers when the database ends the listening connection', async () => {
    const ann = await project.person();
    const name = await room(ann);
    const heard = await subscribed(ann.client, `room:${name}`);
    await project.admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'rockon listener' and datname = current_database()`,
    );
    await eventually(async () => {
      await announce(`room:${name}`, { again: true });
      expect(heard.messages.length).toBeGreaterThan(0);
    });
  });
});

describe('broadcast from a client', () => {
  it('reaches the others; the sender and an acknowledgment only if requested', async () => {
    const [ann, bob] = [await project.person('Ann'), await project.person('Bob')];
    const name = await room(ann, bob);
    const sender = await subscribed(ann.client, `room:${name}`, { broadcast: { self: true, ack: true } });
    const receiver = await subscribed(bob.client, `room:${name}`);
    expect(await sender.channel.send({ type: 'broadcast', event: 'cursor', payload: { x: 1, y: 'é' } })).toBe('ok');
    await receiver.channel.send({ type: 'broadcast', event: 'reply', payload: {} });
    await eventually(() => expect(sender.messages.map((message) => message.event)).toEqual(['cursor', 'reply']));
    expect(receiver.messages).toMatchObject([{ event: 'cursor', payload: { x: 1, y: 'é' } }]);
  });

  it('is dropped without an acknowledgment if the sender may not write', async () => {
    const [ann, bob] = [await project.person('Ann'), await project.person('Bob')];
    const name = await room(ann);
    await join(name, bob.id, false);
    const listener = await subscribed(ann.client, `room:${name}`);
    const topic = `realtime:room:${name}`;
    const socket = await RawSocket.open(project);
    await socket.join(topic, '1', await tokenOf(bob), { broadcast: { ack: true } });
    socket.send(['1', '2', topic, 'broadcast', { type: 'broadcast', event: 'e', payload: {} }]);
    socket.send(['1', '3', topic, 'phx_leave', {}]);
    await socket.next((frame) => frame[3] === 'phx_close');
    expect((await socket.heard()).map((frame) => frame[1])).toEqual(['3']);
    expect(listener.messages).toEqual([]);
    socket.close();
  });

  it('is rejected when it is too large', async () => {
    const ann = await project.person();
    const topic = `realtime:room:${await room(ann)}`;
    const socket = await RawSocket.open(project);
    await socket.join(topic, '1', await tokenOf(ann), { broadcast: { ack: true } });
    const payload = { text: 'x'.repeat(300_000) };
    socket.send(['1', '2', topic, 'broadcast', { type: 'broadcast', event: 'e', payload }]);
    expect((await socket.next((frame) => frame[1] === '2'))[4]).toEqual({ status: 'error', response: {} });
    socket.close();
  });
});

describe('presence', () => {
  it('reports who is present and who left', async () => {
    const [ann, bob] = [await project.person('Ann'), await project.person('Bob')];
    const name = await room(ann, bob);
    const config = (key: string) => ({ presence: { key, enabled: true } });
    const first = await subscribed(ann.client, `room:${name}`, config('ann'));
    expect(await first.channel.track({ page: 'songs' })).toBe('ok');
    const second = await subscribed(bob.client, `room:${name}`, config('bob'));
    await eventually(() => expect(second.channel.presenceState()).toMatchObject({ ann: [{ page: 'songs' }] }));
    await second.channel.track({ page: 'home' });
    await eventually(() => expect(first.channel.presenceState()).toMatchObject({ bob: [{ page: 'home' }] }));
    await first.channel.untrack();
    await eventually(() => expect(second.channel.presenceState()).not.toHaveProperty('ann'));
    await bob.client.removeAllChannels();
    await eventually(() => expect(first.channel.presenceState()).toEqual({}));
  });

  // Tested on the wire, because supabase-js 2.109 keeps the old entry beside the changed one.
  it('reports a change as a linked join and leave, and an unchanged state not at all', async () => {
    const ann = await project.person();
    const topic = `realtime:room:${await room(ann)}`;
    const socket = await RawSocket.open(project);
    await socket.join(topic, '1', await tokenOf(ann), { presence: { key: 'ann', enabled: true } });
    const track = (ref: string, payload: unknown) =>
      socket.send(['1', ref, topic, 'presence', { type: 'presence', event: 'track', payload }]);
    const diff = async () => (await socket.next((frame) => frame[3] === 'presence_diff'))[4];
    track('2', { page: 'songs' });
    const joined = { metas: [{ page: 'songs', phx_ref: expect.any(String) }] };
    const before = await diff();
    expect(before).toEqual({ joins: { ann: joined }, leaves: {} });
    track('3', { page: 'songs' });
    expect((await socket.next((frame) => frame[1] === '3'))[4]).toEqual({ status: 'ok', response: {} });
    track('4', { page: 'home' });
    const old = (before as { joins: { ann: { metas: [{ phx_ref: string }] } } }).joins.ann.metas[0].phx_ref;
    expect(await diff()).toEqual({
      joins: { ann: { metas: [{ page: 'home', phx_ref: expect.any(String), phx_ref_prev: old }] } },
      leaves: { ann: { metas: [{ page: 'songs', phx_ref: old }] } },
    });
    socket.close();
  });

  it('notices a closed socket', async () => {
    const [ann, bob] = [await project.person('Ann'), await project.person('Bob')];
    const name = await room(ann, bob);
    const watcher = await subscribed(ann.client, `room:${name}`, { presence: { enabled: true, key: 'ann' } });
    const socket = await RawSocket.open(project);
    const topic = `realtime:room:${name}`;
    await socket.join(topic, '1', await tokenOf(bob), { presence: { key: 'bob', enabled: true } });
    socket.send(['1', '2', topic, 'presence', { type: 'presence', event: 'track', payload: { a: 1 } }]);
    await eventually(() => expect(watcher.channel.presenceState()).toHaveProperty('bob'));
    socket.close();
    await eventually(() => expect(watcher.channel.presenceState()).not.toHaveProperty('bob'));
  });

  it('rejects non-objects, and closes the channel at the sixth call', async () => {
    const ann = await project.person();
    const topic = `realtime:room:${await room(ann)}`;
    const socket = await RawSocket.open(project);
    await socket.join(topic, '1', await tokenOf(ann), { presence: { key: '__proto__', enabled: true } });
    const track = (ref: string, payload: unknown) =>
      socket.send(['1', ref, topic, 'presence', { type: 'presence', event: 'track', payload }]);
    track('2', 'text');
    expect((await socket.next((frame) => frame[1] === '2'))[4]).toMatchObject({
      status: 'error',
      response: { reason: 'Presence track payload must be a map' },
    });
    for (const ref of ['3', '4', '5', '6', '7']) track(ref, { ref });
    expect((await socket.next((frame) => frame[3] === 'system'))[4]).toMatchObject({
      status: 'error',
      message: 'Client presence rate limit exceeded',
    });
    expect(await socket.next((frame) => frame[3] === 'phx_close')).toEqual(['1', '1', topic, 'phx_close', {}]);
    socket.close();
  });
});

describe('tokens', () => {
  it('end the channel when they expire', async () => {
    const short = await startProject({ sql, limits: { accessTokenSeconds: 2 } });
    try {
      const ann = await short.person();
      await short.admin.query(`insert into public.room_members values ('short', $1)`, [ann.id]);
      const socket = await RawSocket.open(short);
      const token = (await ann.client.auth.getSession()).data.session?.access_token ?? '';
      await socket.join('realtime:room:short', '1', token);
      expect((await socket.next((frame) => frame[3] === 'system'))[4]).toMatchObject({
        status: 'error',
        message: expect.stringMatching(/^Token has expired \d seconds ago$/),
      });
      await socket.next((frame) => frame[3] === 'phx_close');
      const again = await socket.join('realtime:room:short', '2', token);
      expect(again[4]).toMatchObject({
        status: 'error',
        response: { reason: expect.stringMatching(/^InvalidJWTToken: Token has expired \d+ seconds ago$/) },
      });
      const { data } = await ann.client.auth.refreshSession();
      expect((await socket.join('realtime:room:short', '3', data.session?.access_token ?? ''))[4]).toMatchObject({
        status: 'ok',
      });
      socket.close();
    } finally {
      await short.stop();
    }
  });

  it('that are new trigger a policy check; until then a removed member still receives', async () => {
    const ann = await project.person();
    const name = await room(ann);
    const heard = await subscribed(ann.client, `room:${name}`);
    await project.admin.query('delete from public.room_members where room = $1', [name]);
    await announce(`room:${name}`, { still: true });
    await eventually(() => expect(heard.messages).toHaveLength(1));
    await renewed(ann);
    await until(heard, STATE.CLOSED);
  });

  it('that are refreshed in time keep the channel', async () => {
    const ann = await project.person();
    const topic = `realtime:room:${await room(ann)}`;
    const socket = await RawSocket.open(project);
    await socket.join(topic, '1', await tokenOf(ann));
    socket.send(['1', '2', topic, 'access_token', { access_token: await renewed(ann) }]);
    // supabase-js sends its API key after a sign-out, which is no new identity.
    socket.send(['1', '3', topic, 'access_token', { access_token: project.stack.publishableKey }]);
    socket.send(['1', '4', topic, 'presence', { type: 'presence', event: 'track', payload: {} }]);
    expect((await socket.next((frame) => frame[1] === '4'))[4]).toMatchObject({ status: 'ok' });
    expect((await socket.heard()).filter((frame) => frame[3] === 'system' || frame[3] === 'phx_close')).toEqual([]);
    socket.send(['1', '5', topic, 'access_token', { access_token: 'nonsense' }]);
    await socket.next((frame) => frame[3] === 'phx_close');
    socket.close();
  });
});

describe('the socket', () => {
  it('drops malformed frames and keeps the connection', async () => {
    const socket = await RawSocket.open(project);
    for (const frame of ['', 'text', '{}', '[]', '[1,2,3,4,5]', '["1","2","t","e"]', 'null']) socket.send(frame);
    for (const bytes of [[], [3], [4, 1, 1], [3, 255, 255, 255, 255, 255, 1], [3, 0, 0, 1, 1, 0, 1, 116, 101, 123]]) {
      socket.send(Buffer.from(bytes));
    }
    expect(await socket.heard()).toEqual([]);
    socket.close();
  });

  it('replies with an error for topics that were not joined', async () => {
    const socket = await RawSocket.open(project);
    socket.send([null, '1', 'realtime:nowhere', 'broadcast', {}]);
    expect(await socket.next((frame) => frame[1] === '1')).toEqual([
      null,
      '1',
      'realtime:nowhere',
      'phx_reply',
      { status: 'error', response: { reason: 'unmatched topic' } },
    ]);
    socket.send([null, '2', 'realtime:nowhere', 'phx_leave', {}]);
    expect((await socket.next((frame) => frame[1] === '2'))[4]).toEqual({ status: 'ok', response: {} });
    expect((await socket.join('realtime:', '3', ''))[4]).toMatchObject({
      response: { reason: expect.stringContaining('TopicNameRequired') },
    });
    socket.close();
  });

  it('is closed when a frame is too long, and when it is silent', async () => {
    const strict = await startProject({ limits: { frameBytes: 10_000, idleMs: 1_000 } });
    try {
      const long = await RawSocket.open(strict);
      long.send('x'.repeat(20_000));
      expect(await long.closed).toBe(1009);
      const silent = await RawSocket.open(strict);
      expect(await silent.closed).toBe(1006);
    } finally {
      await strict.stop();
    }
  });

  it('is closed when it does not read, and others keep receiving', async () => {
    const strict = await startProject({ sql, limits: { backlogBytes: 50_000 } });
    try {
      const ann = await strict.person();
      await strict.admin.query(`insert into public.room_members values ('slow', $1)`, [ann.id]);
      const slow = await RawSocket.open(strict);
      await slow.join('realtime:room:slow', '1', await tokenOf(ann));
      slow.pause();
      const send = (count: number, size: number) =>
        strict.admin.query(
          `select realtime.send(jsonb_build_object('text', repeat('x', $2)), 'changes', 'room:slow', true) from generate_series(1, $1)`,
          [count, size],
        );
      await send(200, 100_000);
      await eventually(() => expect(strict.log.join('\n')).toContain('read too slowly'));
      const quick = await subscribed(ann.client, 'room:slow');
      await send(1, 10);
      await eventually(() => expect(quick.messages).toHaveLength(1));
      slow.close();
    } finally {
      await strict.stop();
    }
  });

  it('reconnects after a drop, joins again and receives again', async () => {
    const restarted = await startProject({ sql });
    try {
      const ann = await restarted.person();
      await restarted.admin.query(`insert into public.room_members values ('back', $1)`, [ann.id]);
      const heard = await subscribed(ann.client, 'room:back');
      await restarted.restart();
      await eventually(() => expect(heard.statuses.filter((status) => status === STATE.SUBSCRIBED)).toHaveLength(2));
      await restarted.admin.query(`select realtime.send('{"after": true}', 'changes', 'room:back', true)`);
      await eventually(() => expect(heard.messages).toHaveLength(1));
    } finally {
      await restarted.stop();
    }
  });
});
