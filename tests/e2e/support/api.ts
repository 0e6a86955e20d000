import { randomUUID } from 'node:crypto';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { Person } from './device.ts';

const publishableKey = 'sb_publishable_local';

/** A client that calls the server directly, as anybody can. */
export function caller(url: string): SupabaseClient {
  return createClient(url, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    // Node 20 has no WebSocket of its own.
    realtime: { transport: WebSocket as never },
  });
}

export async function signedIn(url: string, person: Person): Promise<SupabaseClient> {
  const client = caller(url);
  const { error } = await client.auth.signInWithPassword({ email: person.email, password: person.password });
  expect(error).toBeNull();
  return client;
}

export async function signedUp(url: string, person: Person): Promise<SupabaseClient> {
  const client = caller(url);
  const { error } = await client.auth.signUp({
    email: person.email,
    password: person.password,
    options: { data: { name: person.name } },
  });
  expect(error).toBeNull();
  return client;
}

export interface PushedSong {
  readonly id?: string;
  readonly set: Readonly<Record<string, unknown>>;
}

export interface PushAnswer {
  readonly results: readonly {
    readonly status: 'applied' | 'conflict' | 'rejected';
    readonly error?: { readonly code: string; readonly message: string; readonly path?: string | null };
  }[];
}

/** Pushes new songs as a separate device. */
export async function pushSongs(
  client: SupabaseClient,
  band: string,
  songs: readonly PushedSong[],
): Promise<{ data: PushAnswer | null; error: { message: string } | null }> {
  const mutations = songs.map(({ id, set }, index) => ({
    id: index + 1,
    scope: band,
    table: 'songs',
    record: id ?? randomUUID(),
    op: 'insert',
    base: null,
    set,
    was: {},
  }));
  const request = { protocol: 1, client: randomUUID(), acked: 0, mutations };
  return await client.rpc('sync_push', { request });
}

/** The id of the signed-in person's band with this name. */
export async function bandNamed(client: SupabaseClient, name: string): Promise<string> {
  const { data, error } = await client.from('bands').select('id').eq('name', name);
  expect(error).toBeNull();
  const [band] = data ?? [];
  if (!band) throw new Error(`No band named ${name} can be seen`);
  return String(band.id);
}

/** Tries to subscribe to a topic; resolves with 'SUBSCRIBED' or the other status. */
export async function tryToListen(
  client: SupabaseClient,
  topic: string,
  heard: (event: string) => void = () => undefined,
): Promise<string> {
  await client.realtime.setAuth();
  const channel = client.channel(topic, { config: { private: true } });
  channel.on('broadcast', { event: '*' }, (message) => heard(String(message.event)));
  return await new Promise((resolve) => {
    channel.subscribe((status) => resolve(status));
  });
}

export async function topicOf(client: SupabaseClient, band: string): Promise<string> {
  const { data, error } = await client.rpc('sync_pull', {
    request: { protocol: 1, cursors: { [band]: null }, limit: 1 },
  });
  expect(error).toBeNull();
  return String(data.scopes[band].topic);
}
