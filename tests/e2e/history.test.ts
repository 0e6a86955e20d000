import { describe, expect } from 'vitest';
import { violationsInBothThemes } from './support/axe.ts';
import { twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { test } from './support/test.ts';

const title = 'Wonderwall';

async function edit(device: Device, label: string, value: string): Promise<void> {
  await device.button('Edit').click();
  await device.field(label).fill(value);
  await device.button('Save').click();
  await device.field(label).waitFor({ state: 'detached' });
}

async function openSong(device: Device): Promise<void> {
  await device.row(title).getByText(title, { exact: true }).click();
  await device.page.waitForURL(/\/songs\/.+/);
}

const versions = (device: Device) => device.page.getByRole('list', { name: 'Versions' }).getByRole('listitem');
const dial = (device: Device, value: string) =>
  device.page.locator('[data-record^="songs/"] dl').getByText(value, { exact: true });

describe('history (S52)', () => {
  test('edits of two people are listed with person and change; restoring the first reaches both', async ({
    device,
  }) => {
    const { alice, bob } = await twoInABand(device);
    await alice.addSong(title, { Key: 'A' });
    await bob.icon(title, 'unread').waitFor();
    await Promise.all([openSong(alice), openSong(bob)]);

    await edit(alice, 'Key', 'G');
    await dial(bob, 'G').waitFor();
    await edit(bob, 'Key', 'Em');
    await dial(alice, 'Em').waitFor();

    await alice.button('History').click();
    await versions(alice).nth(2).waitFor();
    const told = await versions(alice).allInnerTexts();
    expect(told).toHaveLength(3);
    expect(told[0]).toMatch(/^Bob changed the key/m);
    expect(told[0]).toMatch(/G.*→.*Em/s);
    expect(told[1]).toMatch(/^You changed the key/m);
    expect(told[1]).toMatch(/A.*→.*G/s);
    expect(told[2]).toMatch(/^You added this/m);
    expect(await violationsInBothThemes(alice)).toEqual([]);

    await versions(alice).nth(2).getByRole('button', { name: 'Restore this version' }).click();
    await dial(bob, 'A').waitFor();
    await versions(alice).nth(3).waitFor();
    await alice.toast('Version restored').waitFor();
    await alice.button('Undo').click();
    await dial(bob, 'Em').waitFor();
  });

  test('a saved edit can be undone', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    await alice.addSong(title, { Key: 'A' });
    await bob.icon(title, 'unread').waitFor();
    await openSong(alice);
    await openSong(bob);
    await edit(alice, 'Key', 'G');
    await dial(bob, 'G').waitFor();
    await alice.toast('Updated').waitFor();
    await alice.button('Undo').click();
    await dial(bob, 'A').waitFor();
  });

  test('the discarded version of a conflict stays readable and can be restored', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    await alice.addSong(title, { Key: 'A' });
    await bob.icon(title, 'unread').waitFor();
    await Promise.all([openSong(alice), openSong(bob)]);
    for (const each of [alice, bob]) await each.button('Edit').click();
    await alice.field('Key').fill('G');
    await bob.field('Key').fill('Em');
    await alice.button('Save').click();
    await dial(alice, 'G').waitFor();
    await bob.page.getByText(/Alice changed this too: G/).waitFor();
    await bob.button('Save').click();

    await bob.button('Resolve').click();
    await bob.button("Keep Alice's").click();
    await bob.button('History').click();
    const choice = versions(bob).filter({ hasText: 'You chose between two versions' });
    await choice.getByText('Not kept').waitFor();
    expect(await choice.textContent()).toMatch(/G by Alice, Em by you/);
    await choice.getByRole('button', { name: 'Use Em instead' }).click();
    await dial(alice, 'Em').waitFor();
  });

  test("a deleted song is in everybody's trash with the person who deleted it, and can be restored", async ({
    device,
  }) => {
    const { alice, bob } = await twoInABand(device);
    await alice.addSong(title);
    await bob.icon(title, 'unread').waitFor();
    await alice.row(title).getByRole('button', { name: 'More' }).click();
    await alice.page.getByRole('menuitem', { name: 'Delete' }).click();
    await bob.row(title).waitFor({ state: 'detached' });

    await bob.link('Trash').click();
    const deleted = bob.page.getByRole('list', { name: 'Deleted' }).getByRole('listitem');
    await deleted.getByText('Alice').waitFor();
    await bob.button(`Restore “${title}”`).click();
    await deleted.waitFor({ state: 'detached' });
    await alice.icon(title, 'unread').waitFor();
  });

  test('offline it shows what the device has, says what is missing, and loads it when online', async ({ device }) => {
    const { alice } = await twoInABand(device, { keepsApp: true });
    await alice.serviceWorkerReady();
    await alice.addSong(title);
    await alice.icon(title, 'synced').waitFor();
    await openSong(alice);
    await alice.button('History').waitFor();
    await alice.setOffline(true);
    await alice.connection('offline').waitFor();
    await alice.button('History').click();
    await alice.page.getByText(/Go online to see older versions/).waitFor();
    await versions(alice)
      .getByText(/made the version on this device/)
      .waitFor();
    await alice.setOffline(false);
    await versions(alice).getByText('added this').waitFor();
  });
});
