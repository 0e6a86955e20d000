import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { choose, itemRow, openSet, push, seedSet, titlesOf, untilTitles } from './support/sets.ts';
import { test } from './support/test.ts';

const row = (device: Device, name: string) =>
  device.page.locator('[data-record^="setlists/"]').filter({ has: device.page.getByText(name, { exact: true }) });

async function fromRow(device: Device, name: string, entry: string): Promise<void> {
  await row(device, name).getByRole('button', { name: 'More' }).click();
  await device.page.getByRole('menuitem', { name: entry }).click();
}

describe('setlists of a band', () => {
  test('are added, duplicated, and copied for a show; a copy changes independently', async ({ device }) => {
    const { alice, bob, alicePerson } = await twoInABand(device);
    const songs = ['Africa', 'Blackbird', 'Creep'];
    const { client, band, name } = await seedSet(alice, alicePerson, songs, 3);
    const show = { name: 'Riverside', date: '2031-11-28', set_time: '21:15', venue: 'The Forum' };
    await push(client, band, [{ table: 'shows', record: randomUUID(), op: 'insert', set: show }]);
    await Promise.all([alice.link('Setlists').click(), bob.link('Setlists').click()]);
    await row(alice, name).waitFor();

    await alice.button('Add setlist').click();
    await alice.button('Save').click();
    await alice.page.getByText('Name is required').waitFor();
    await alice.field('Name').fill('Acoustic');
    await alice.field('Target length').fill('90');
    await alice.field('Notes').focus();
    expect(await alice.field('Target length').inputValue()).toBe('1:30:00');
    await alice.button('Save').click();
    await row(bob, 'Acoustic').getByText('of 1:30:00').waitFor();
    await alice.button('Add songs').click();
    await alice.page.getByRole('heading', { level: 1, name: 'Acoustic' }).waitFor();
    await alice.field('Search songs').fill('cre');
    await alice.field('Search songs').press('Enter');
    await untilTitles(alice, ['Creep']);

    await alice.link('Setlists').click();
    await fromRow(alice, name, 'Duplicate');
    await row(bob, `${name} (copy)`).getByText('3 songs').waitFor();
    // The toast of the added song is still shown beside it.
    const duplicated = alice.page.getByRole('listitem').filter({ hasText: 'Duplicated' });
    await duplicated.getByRole('button', { name: 'Undo' }).click();
    await row(bob, `${name} (copy)`).waitFor({ state: 'detached' });

    await fromRow(alice, name, 'Copy for a show…');
    await alice.page
      .getByRole('dialog', { name: 'Copy for a show' })
      .getByRole('button', { name: /Riverside/ })
      .click();
    await alice.page.getByRole('heading', { level: 1, name: 'Riverside' }).waitFor();
    await untilTitles(alice, songs);
    // It starts at the show's time.
    await itemRow(alice, 'Africa').getByText('21:15').waitFor();
    await choose(alice, 'Actions for Africa', 'Remove from setlist');
    await untilTitles(alice, songs.slice(1));
    await row(bob, 'Riverside').getByText('2 songs').waitFor();
    await openSet(bob, name);
    expect(await titlesOf(bob)).toEqual(songs);

    await alice.page.locator('article').getByRole('link', { name: 'Riverside' }).click();
    await alice.page.getByText('The Forum', { exact: true }).waitFor();
    await alice.page.locator('article').getByRole('link', { name: 'Riverside 2 songs' }).waitFor();
  });
});
