import type { SupabaseClient } from '@supabase/supabase-js';
import { describe, expect } from 'vitest';
import { bandNamed, caller, pushSongs, signedIn, signedUp, topicOf, tryToListen } from './support/api.ts';
import { twoInABand } from './support/band.ts';
import { somebody } from './support/device.ts';
import { test } from './support/test.ts';

const secret = 'Nobody else may know this';

/** Checks that somebody outside the band can read, write and receive nothing through any API. */
async function expectShutOut(client: SupabaseClient, band: string, topic: string): Promise<void> {
  for (const table of ['songs', 'bands', 'memberships', 'conflicts']) {
    const { data } = await client
      .from(table)
      .select('*')
      .eq(table === 'bands' ? 'id' : 'band_id', band);
    // One's own ended membership stays readable, because it tells the device to drop the band.
    const { data: me } = await client.auth.getUser();
    const others = (data ?? []).filter((row) => !(table === 'memberships' && row.user_id === me.user?.id));
    expect(others, `rows of ${table}`).toEqual([]);
  }
  const insert = await client.from('songs').insert({ band_id: band, title: 'Planted' });
  expect(insert.error, 'an insert by REST').not.toBeNull();

  const push = await pushSongs(client, band, [{ set: { title: 'Planted' } }]);
  if (push.error === null) expect(push.data?.results.map((result) => result.status)).toEqual(['rejected']);

  const pull = await client.rpc('sync_pull', { request: { protocol: 1, cursors: { [band]: null }, limit: 10 } });
  if (pull.error === null) {
    expect(pull.data.scopes[band]).toMatchObject({ status: 'forbidden', changes: [], head: 0, topic: '' });
  }
  const snapshot = await client.rpc('sync_snapshot', {
    request: { protocol: 1, scope: band, table: 'songs', after: null, limit: 10 },
  });
  expect(snapshot.error, 'a snapshot').not.toBeNull();
  expect(await tryToListen(client, topic)).not.toBe('SUBSCRIBED');
  await client.removeAllChannels();
}

describe('people outside the band', () => {
  test('another band, an anonymous caller and a removed member cannot read, write or listen', async ({ device }) => {
    const { alice, alicePerson, bobPerson } = await twoInABand(device);
    await alice.addSong(secret);
    await alice.icon(secret, 'synced').waitFor();

    const owner = await signedIn(alice.url, alicePerson);
    const band = await bandNamed(owner, 'The Quiet Ones');
    const topic = await topicOf(owner, band);
    expect(await tryToListen(owner, topic), 'a member hears the band').toBe('SUBSCRIBED');
    await owner.removeAllChannels();

    const stranger = await signedUp(alice.url, somebody('Mallory'));
    await stranger.rpc('create_band', { request: { name: 'Another band' } });
    await expectShutOut(stranger, band, topic);
    await expectShutOut(caller(alice.url), band, topic);

    const bob = await signedIn(alice.url, bobPerson);
    const { data: me } = await bob.auth.getUser();
    const removed = await owner.rpc('remove_member', { request: { band, user: me.user?.id } });
    expect(removed.error).toBeNull();
    await expectShutOut(bob, band, topic);
    const newTopic = await topicOf(owner, band);
    expect(newTopic, 'the old topic is no longer used').not.toBe(topic);
    await expectShutOut(bob, band, newTopic);

    const { data } = await owner.from('songs').select('title').eq('band_id', band);
    expect(data).toEqual([{ title: secret }]);
  });

  test("a removed member's device drops the band's songs", async ({ device }) => {
    const { alice, bob, alicePerson, bobPerson } = await twoInABand(device);
    await alice.addSong(secret);
    await bob.row(secret).waitFor();

    const owner = await signedIn(alice.url, alicePerson);
    const band = await bandNamed(owner, 'The Quiet Ones');
    const { data: me } = await (await signedIn(alice.url, bobPerson)).auth.getUser();
    await owner.rpc('remove_member', { request: { band, user: me.user?.id } });

    await bob.row(secret).waitFor({ state: 'detached' });
    await bob.page.reload();
    await bob.button('Create a band').waitFor();
    expect(await bob.page.getByText(secret).count()).toBe(0);
    expect(await bob.storedText(), 'what IndexedDB still holds').not.toContain(secret);
  });

  test('the next person in the same browser sees no data of the first', async ({ device }) => {
    const { alice } = await twoInABand(device);
    await alice.addSong(secret);
    await alice.icon(secret, 'synced').waitFor();
    await alice.signOut();

    await alice.signUp(somebody('Zoe'));
    await alice.button('Create a band').waitFor();
    expect(await alice.page.getByText(secret).count()).toBe(0);
    expect(await alice.page.getByText('The Quiet Ones').count()).toBe(0);
    await alice.createBand('Zoe alone');
    await alice.openSongs();
    expect(await alice.page.locator('[data-record^="songs/"]').count()).toBe(0);
  });
});
