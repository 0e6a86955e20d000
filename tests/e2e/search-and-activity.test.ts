import { describe, expect } from 'vitest';
import { twoInABand } from './support/band.ts';
import { type Device, somebody } from './support/device.ts';
import { test } from './support/test.ts';

const dialog = (device: Device) => device.page.getByRole('dialog', { name: 'Search and commands' });
const option = (device: Device, name: RegExp) => dialog(device).getByRole('option', { name });

async function demoBand(device: Device): Promise<void> {
  await device.signUp(somebody('Ada'));
  await device.button('Try the demo band').click();
  await device.icon('Africa', 'synced').waitFor();
}

describe('search and commands', () => {
  test('find and open every kind of record offline, with the keyboard alone', async ({ device }) => {
    const ada = await device('ada', { keepsApp: true });
    await demoBand(ada);
    await ada.setOffline(true);
    await ada.page.keyboard.press('Control+k');
    await dialog(ada).waitFor();
    await ada.page.keyboard.type('depot');
    await option(ada, /A night at the Old Depot/).waitFor();
    await option(ada, /Practice before the Old Depot show/).waitFor();
    await ada.page.keyboard.press('Control+a');
    await ada.page.keyboard.type('beyonce halleluj');
    await dialog(ada).getByText('No matches').waitFor();
    await ada.page.keyboard.press('Control+a');
    await ada.page.keyboard.type('hallelu');
    await dialog(ada)
      .getByRole('option', { name: /Hallelujah/, selected: true })
      .waitFor();
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('heading', { level: 1, name: 'Hallelujah' }).waitFor();

    await ada.page.keyboard.press('Control+k');
    await ada.page.keyboard.type('trash');
    await option(ada, /^Trash/).waitFor();
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor();
  });
});

describe('home', () => {
  test('shows what comes next and what is new, and marks all of it as read', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    await bob.link('Home').click();
    await bob.page.getByText('Nothing planned').first().waitFor();
    await alice.addSong('Fresh One');
    await bob.page.getByRole('heading', { name: 'New since your last visit (1)' }).waitFor();
    const news = bob.page.locator('section').filter({ hasText: 'New since your last visit' });
    expect(await news.getByRole('link', { name: 'Fresh One' }).count()).toBe(1);
    await bob.button('Mark all as read').click();
    await news.waitFor({ state: 'detached' });
    await bob.icon('Fresh One', 'synced').waitFor();
  });
});

describe('activity (S52)', () => {
  test('shows who changed what; undoing one change keeps later ones', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    await alice.addSong('Creep', { Key: 'G', BPM: '92' });
    await bob.icon('Creep', 'unread').waitFor();
    await bob.row('Creep').getByText('Creep', { exact: true }).click();
    await bob.button('Edit').click();
    await bob.field('Key').fill('A');
    await bob.button('Save').click();
    await bob.page.locator('[data-sync-status="synced"]').first().waitFor();

    await alice.page.goto('/activity');
    const lines = alice.page.getByRole('listitem');
    const change = lines.filter({ hasText: 'Bob changed the song' });
    await change.waitFor();
    expect(await change.textContent()).toMatch(/Key:.*G.*A/);
    await alice.button('Undo this change to “Creep”').click();
    await alice.toast('Change undone').waitFor();
    await lines.filter({ hasText: 'You changed the song' }).waitFor();
    await bob.page.locator('dl').getByText('G', { exact: true }).waitFor();
    expect(await bob.page.locator('dl').getByText('92').count()).toBe(1);
  });
});
