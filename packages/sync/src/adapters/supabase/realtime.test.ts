import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { listenTo } from '../../testing/realtime-contract.ts';
import { createSupabaseBackend, type SupabaseBackend } from './backend.ts';

type Frame = readonly [joinRef: string | null, ref: string | null, topic: string, event: string, payload: unknown];

/** A server that answers joins as the test says; `joins` are the payloads it got. */
let server: WebSocketServer;
let backend: SupabaseBackend;
let joins: { readonly access_token?: string }[];
let onJoin: (answer: (event: string, payload: unknown, ref?: string | null) => void, count: number) => void;

beforeEach(async () => {
  joins = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const [joinRef, ref, topic, event, payload] = JSON.parse(String(data)) as Frame;
      const say = (what: string, body: unknown, to: string | null = ref) =>
        socket.send(JSON.stringify([joinRef, to, topic, what, body]));
      if (event === 'phx_join') {
        joins.push(payload as { access_token?: string });
        onJoin(say, joins.length);
      } else if (event !== 'access_token') say('phx_reply', { status: 'ok', response: {} });
    });
  });
  backend = createSupabaseBackend({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: 'sb_publishable_test',
    WebSocket: WebSocket as never,
    tokens: {
      accessToken: async () => 'the-token',
      refresh: async () => 'the-token',
      socketToken: async () => 'the-token',
      onTokenChange: () => () => {},
    },
  });
});
afterEach(() => {
  backend.close();
  for (const client of server.clients) client.terminate();
  server.close();
});

const ok = { status: 'ok', response: { postgres_changes: [] } };
const row = {
  id: 'a',
  version: 1,
  created_by: null,
  created_at: null,
  updated_by: null,
  updated_at: null,
  updated_client: null,
  deleted_at: null,
};
const change = {
  seq: 1,
  table: 'songs',
  id: 'a',
  op: 'insert',
  version: 1,
  row,
  paths: [],
  by: null,
  client: null,
  mutation: null,
  at: 't',
};

describe('a channel', () => {
  test('joins with the token of the session, also the first time', async () => {
    onJoin = (answer) => answer('phx_reply', ok);
    await listenTo(backend.realtime, 'scope:a:1').joined();
    expect(joins.map(({ access_token }) => access_token)).toEqual(['the-token']);
  });

  test('[R1] is opened again after the server closed it', async () => {
    onJoin = (answer, count) => {
      answer('phx_reply', ok);
      if (count > 1) return;
      answer('system', { status: 'error', message: 'Too many messages per second', extension: 'system' }, null);
      answer('phx_close', {});
    };
    const ear = listenTo(backend.realtime, 'scope:a:1');
    await ear.joined(2);
    expect(ear.statuses).toEqual(['joining', 'joined', 'closed', 'joining', 'joined']);
  });

  test('[R2] drops malformed messages silently and continues', async () => {
    onJoin = (answer) => {
      answer('phx_reply', ok);
      const tell = (event: string, payload: unknown) =>
        answer('broadcast', { type: 'broadcast', event, payload }, null);
      tell('changes', { scope: 'a', changes: [{ seq: 'one' }] });
      tell('changes', null);
      tell('head', { scope: 'a' });
      tell('something-new', {});
      tell('head', { scope: 'a', seq: 7 });
      tell('changes', { scope: 'a', epoch: 'e', changes: [change] });
    };
    const ear = listenTo(backend.realtime, 'scope:a:1');
    await ear.until(() => ear.changes.length === 1);
    expect(ear.heads).toEqual([{ scope: 'a', seq: 7 }]);
    expect(ear.statuses).toEqual(['joining', 'joined']);
  });

  test('[X1] distinguishes a refusal from a failure that passes', async () => {
    const refusal = 'Unauthorized: You do not have permissions to read from this Channel topic: scope:a:1';
    onJoin = (answer, count) => {
      const reason = count === 1 ? 'InvalidJWTToken: Token has expired 30 seconds ago' : refusal;
      answer('phx_reply', { status: 'error', response: { reason } });
    };
    const ear = listenTo(backend.realtime, 'scope:a:1');
    await ear.until(() => ear.statuses.includes('refused'));
    expect(ear.statuses).toEqual(['joining', 'closed', 'refused']);
  });
});
