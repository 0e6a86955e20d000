import { randomUUID } from 'node:crypto';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { WebSocket } from 'ws';
import type { Account, World } from './bench-harness.ts';

const perPush = 500;

export function pushRequests(band: string, count: number) {
  const client = randomUUID();
  const mutations = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    scope: band,
    table: 'songs',
    record: randomUUID(),
    op: 'insert',
    base: null,
    set: { title: `Song ${String(index).padStart(5, '0')}`, artist: 'The Many', key: 'Am', bpm: 60 + (index % 140) },
    was: {},
  }));
  const pushes = Array.from({ length: Math.ceil(count / perPush) }, (_, index) =>
    mutations.slice(index * perPush, (index + 1) * perPush),
  );
  return pushes.map((part, index) => ({ protocol: 1, client, acked: index * perPush, mutations: part }));
}

/** A supabase-js client, signed in to the account. */
export async function signIn(url: string, account: Account): Promise<{ client: SupabaseClient; userId: string }> {
  const client = createClient(url, 'sb_publishable_local', {
    auth: { persistSession: false },
    // Node 20 has no WebSocket of its own.
    realtime: { transport: WebSocket as never },
  });
  const { data, error } = await client.auth.signInWithPassword(account);
  if (error) throw error;
  return { client, userId: data.user.id };
}

/** Pushes songs over the public API, as a device does. */
export async function seedSongs(world: World, account: Account, band: string, count: number): Promise<void> {
  const { client } = await signIn(world.url, account);
  for (const request of pushRequests(band, count)) {
    const { data, error } = await client.rpc('sync_push', { request });
    if (error) throw new Error(error.message);
    const refused = data.results.find((result: { status: string }) => result.status !== 'applied');
    if (refused) throw new Error(`A seeded song was refused: ${JSON.stringify(refused)}`);
  }
}
