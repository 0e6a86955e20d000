import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SupabaseClient } from '@supabase/supabase-js';
import { describe, expect } from 'vitest';
import { bandNamed, signedIn } from './support/api.ts';
import { twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { goTo } from './support/screens.ts';
import { push } from './support/sets.ts';
import { type OpenDevice, test } from './support/test.ts';

const TITLES = ['Creep', 'Hurt', 'Jolene', 'Valerie'];

/** Alice and Bob with four songs. Alice can change Bob's role through the server. */
async function withSongs(device: OpenDevice) {
  const { alice, bob, alicePerson } = await twoInABand(device, { keepsApp: true });
  const client = await signedIn(alice.url, alicePerson);
  const band = await bandNamed(client, 'The Quiet Ones');
  const songs = TITLES.map((title) => ({
    table: 'songs',
    record: randomUUID(),
    op: 'insert' as const,
    set: { title },
  }));
  await push(client, band, songs);
  for (const title of TITLES) await bob.icon(title, 'unread').waitFor();
  const idOf = (title: string) => songs.find(({ set }) => set.title === title)?.record ?? '';
  return { alice, bob, client, band, idOf };
}

async function setRole(client: SupabaseClient, band: string, name: string, role: string): Promise<void> {
  const { data } = await client.from('memberships').select('user_id').eq('band_id', band).eq('name', name);
  const [member] = data ?? [];
  const request = { band, user: member?.user_id, role };
  expect((await client.rpc('set_role', { request })).error).toBeNull();
}

async function backOnline(device: Device): Promise<void> {
  await device.setOffline(false);
  await device.connectionWith('0').waitFor();
}

const syncCenter = async (device: Device) => {
  await device.connection().click();
  return device.page.getByRole('dialog', { name: 'Sync' });
};

async function deleteByMenu(device: Device, title: string): Promise<void> {
  await device.row(title).getByRole('button', { name: 'More' }).click();
  await device.page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  await device.row(title).waitFor({ state: 'detached' });
}

describe('somebody who became a viewer while offline', () => {
  test('finds deleted songs in the list again with the reason, and sees no "deleted" message', async ({ device }) => {
    const { bob, client, band } = await withSongs(device);
    await bob.setOffline(true);
    await deleteByMenu(bob, 'Jolene');
    for (const title of ['Creep', 'Valerie']) await bob.page.getByRole('checkbox', { name: `Select ${title}` }).click();
    await bob.page.getByRole('region', { name: 'Selected songs' }).getByRole('button', { name: 'Delete' }).click();
    await bob.songCount(1).waitFor();
    await bob.toast('2 songs deleted').waitFor();
    await setRole(client, band, 'Bob', 'viewer');
    await backOnline(bob);

    await bob.songCount(4).waitFor();
    for (const title of ['Creep', 'Jolene', 'Valerie']) await bob.icon(title, 'error').waitFor();
    await bob
      .row('Jolene')
      .getByText(/^Not deleted: /)
      .waitFor();
    await bob.toast("Couldn't delete 3 records").waitFor();
    // The toasts close long before their timeouts of 8 and 15 seconds.
    await expect.poll(() => bob.toast(/deleted$/).count(), { timeout: 4_000 }).toBe(0);
    await bob.page.keyboard.press('Control+z');
    expect(await bob.toast('Undone').count()).toBe(0);

    const center = await syncCenter(bob);
    await center.getByText('“Jolene”').waitFor();
    expect(await center.getByText(/^Not deleted: /).count()).toBe(3);
    expect(await center.getByText('Recently deleted on this device').count()).toBe(0);
    await center.getByRole('button', { name: 'Close' }).click();
    await goTo(bob, '/trash');
    await bob.page.getByText('The trash is empty').waitFor();

    await goTo(bob, '/songs');
    await bob.row('Jolene').getByRole('button', { name: 'Discard' }).click();
    await bob.icon('Jolene', 'unread').waitFor();
    await bob.page.reload();
    await bob.songCount(4).waitFor();
    await bob.icon('Creep', 'error').waitFor();
  });

  test('finds restored songs in the trash again, with the reason', async ({ device }) => {
    const { bob, client, band } = await withSongs(device);
    await deleteByMenu(bob, 'Jolene');
    await bob.connectionWith('0').waitFor();
    await bob.setOffline(true);
    await goTo(bob, '/trash');
    await bob.button('Restore “Jolene”').click();
    await bob.link('Songs').click();
    await bob.row('Jolene').waitFor();
    await setRole(client, band, 'Bob', 'viewer');
    await backOnline(bob);

    await bob.songCount(3).waitFor();
    await bob.toast("Couldn't restore").waitFor();
    expect(await bob.row('Jolene').count()).toBe(0);
    await goTo(bob, '/trash');
    await bob.page.getByText('deleted “Jolene”').waitFor();
    await bob.page.getByText(/^Not restored: /).waitFor();
  });
});

async function edit(device: Device, title: string, values: Readonly<Record<string, string>>): Promise<void> {
  await device.row(title).getByRole('button', { name: 'More' }).click();
  await device.page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
  for (const [label, value] of Object.entries(values)) await device.field(label).fill(value);
  await device.button('Save').click();
  await device.field('Title').waitFor({ state: 'detached' });
}

async function exported(device: Device, button: string): Promise<string> {
  const [file] = await Promise.all([
    device.page.waitForEvent('download'),
    device.page.getByRole('button', { name: button }).click(),
  ]);
  return await file.path();
}

describe('what was typed', () => {
  test('is kept with its song’s name when the song is gone, can be copied, and opens as a new song', async ({
    device,
  }) => {
    const { bob, client, band, idOf } = await withSongs(device);
    await bob.setOffline(true);
    await edit(bob, 'Jolene', { Artist: 'Miley Cyrus', BPM: '111' });
    await setRole(client, band, 'Bob', 'viewer');
    await push(client, band, [{ table: 'songs', record: idOf('Jolene'), op: 'delete', set: {} }]);
    await backOnline(bob);
    await bob.songCount(3).waitFor();

    let center = await syncCenter(bob);
    await center.getByText('“Jolene” by Miley Cyrus').waitFor();
    await center.getByText('Miley Cyrus', { exact: true }).waitFor();
    await center.getByText('111', { exact: true }).waitFor();
    await bob.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await center.getByRole('button', { name: 'Copy text' }).click();
    await center.getByText('Copied').waitFor();
    expect(await bob.page.evaluate(() => navigator.clipboard.readText())).toBe(
      '“Jolene” by Miley Cyrus\nArtist: Miley Cyrus (was: empty)\nBPM: 111 (was: empty)',
    );
    expect(await center.getByRole('link', { name: 'Edit' }).count()).toBe(0);
    await center.getByRole('button', { name: 'Close' }).click();

    await setRole(client, band, 'Bob', 'member');
    await bob.button('Add song').waitFor();
    center = await syncCenter(bob);
    await center.getByRole('link', { name: 'Edit' }).click();
    expect(await bob.field('Title').inputValue()).toBe('Jolene');
    expect(await bob.field('Artist').inputValue()).toBe('Miley Cyrus');
    expect(await bob.field('BPM').inputValue()).toBe('111');
    await bob.button('Save').click();
    await bob.icon('Jolene', 'synced').waitFor();
    center = await syncCenter(bob);
    await center.getByText('Everything on this device is saved.').waitFor();
  });

  test('offline goes to another device by a file that people can read, and is the same there', async ({ device }) => {
    const { alice, bob, idOf } = await withSongs(device);
    await bob.setOffline(true);
    await edit(bob, 'Creep', { Artist: 'Radiohead', BPM: '92' });
    await bob.addSong('Toxic', { Artist: 'Britney Spears', BPM: '143' });
    await bob.row('Toxic').waitFor();
    await syncCenter(bob);
    const path = await exported(bob, 'Export unsynced changes');
    await bob.button('Close').click();
    const text = readFileSync(path, 'utf8');
    expect(JSON.parse(text).bands).toMatchObject([
      {
        band: 'The Quiet Ones',
        changes: [
          { what: 'song changed', record: '“Creep” by Radiohead', values: { BPM: '92 (was: empty)' } },
          { what: 'song added', record: '“Toxic” by Britney Spears', values: { BPM: '143' } },
        ],
      },
    ]);

    await alice.page.goto('/transfer');
    await alice.page.getByLabel('File to import').setInputFiles({
      ...{ name: 'rockon-unsynced-changes.json', mimeType: 'application/json' },
      buffer: Buffer.from(text, 'utf8'),
    });
    await alice.page.getByRole('region', { name: 'Import preview' }).getByText('1 new, 1 change').waitFor();
    await alice.button('Import 2').click();
    await alice.button('Choose a file').waitFor();
    await alice.openSongs();
    await alice.icon('Toxic', 'synced').waitFor();
    expect(await alice.allTitles()).toEqual(await bob.allTitles());
    await alice.row('Creep').getByText('92').waitFor();
    await alice.row('Toxic').getByText('143').waitFor();
    await alice.page.goto(`/songs/${idOf('Creep')}`);
    await alice.page.getByText('Radiohead').first().waitFor();
  });
});
