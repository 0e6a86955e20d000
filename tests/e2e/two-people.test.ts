import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { twoInABand, twoOnScreens } from './support/band.ts';
import type { Device } from './support/device.ts';
import { test } from './support/test.ts';

const title = 'Wonderwall';

describe('two people, one band', () => {
  test('a song added by one member reaches the other with a toast, unread and bold', async ({ device }) => {
    const { alice, bob } = await twoOnScreens(device);
    await alice.button('Add song').click();
    await alice.field('Title').fill(title);
    await alice.field('Artist').fill('Oasis');
    await alice.button('Save').click();
    await bob.row(title).waitFor();

    await bob.toast(/Alice added a song/).waitFor();
    await bob.icon(title, 'unread').waitFor();
    await alice.icon(title, 'synced').waitFor();
    expect(await weightOf(bob.row(title).getByText(title, { exact: true }))).toBeGreaterThanOrEqual(600);
    expect(await bob.row(title).count()).toBe(1);

    await readOn(bob);
    await bob.openSongs();
    await bob.icon(title, 'synced').waitFor();
    expect(await weightOf(bob.row(title).getByText(title, { exact: true }))).toBeLessThan(600);
  });

  test('changes and deletions arrive, and a deletion can be undone', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    await alice.addSong(title);
    await bob.row(title).waitFor();

    await alice.row(title).getByRole('button', { name: 'More' }).click();
    await alice.page.getByRole('menuitem', { name: 'Delete' }).click();
    await bob.row(title).waitFor({ state: 'detached' });

    await alice.button('Undo').click();
    await bob.row(title).waitFor();
    await alice.icon(title, 'synced').waitFor();
    expect(await alice.row(title).count()).toBe(1);
  });

  test(`the same person's second device shows the change as "You added …"`, async ({ device }) => {
    const { alice, alicePerson } = await twoInABand(device);
    const phone = await device('alice-phone');
    await phone.signIn(alicePerson);
    await phone.openSongs();
    // The first download shows no toasts, so wait until it is complete.
    await phone.page.getByText('No songs yet').waitFor();

    await alice.addSong(title);
    await phone.row(title).waitFor();
    await phone.toast(/You added/).waitFor();
    await alice.icon(title, 'synced').waitFor();
    expect(await alice.toast(/You added/).count()).toBe(0);
    await phone.icon(title, 'unread').waitFor();
    await readOn(phone);
    await phone.openSongs();
    await phone.icon(title, 'synced').waitFor();
  });
});

/** Opens the song and waits for its page; leaving earlier would not mark it read. */
async function readOn(device: Device): Promise<void> {
  await device.row(title).getByText(title, { exact: true }).click();
  await device.page.getByRole('heading', { name: title }).waitFor();
}

async function weightOf(text: Locator): Promise<number> {
  return Number(await text.first().evaluate((element) => getComputedStyle(element).fontWeight));
}
