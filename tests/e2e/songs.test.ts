import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { until } from '../support/until.ts';
import { pushSongs } from './support/api.ts';
import { expectAccessible } from './support/axe.ts';
import { oneInABand, twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { push, seedSet } from './support/sets.ts';
import { test } from './support/test.ts';

const undo = (device: Device) =>
  device.page.getByRole('region', { name: /Notifications/ }).getByRole('button', { name: 'Undo' });
const check = (device: Device, title: string) => device.page.getByRole('checkbox', { name: `Select ${title}` });

async function paste(device: Device, lines: readonly string[]): Promise<void> {
  await device.button('Import and export').click();
  await device.page.getByRole('menuitem', { name: 'Paste a list' }).click();
  await device.field('List').fill(lines.join('\n'));
}

describe('pasting a list', () => {
  test('previews the songs, skips duplicates, asks before closing, and is one Undo', async ({ device }) => {
    const ada = await oneInABand(device);
    await ada.addSong('Creep', { Artist: 'Radiohead' });
    await ada.row('Creep').waitFor();
    await paste(ada, ['1. CREEP', 'Jolene - Dolly Parton', '2) Africa\tToto', 'africa - Toto']);
    const preview = ada.page.getByRole('region', { name: 'Preview' });
    await preview.getByText('already in your songs').waitFor();
    await preview.getByText('twice in the list').waitFor();
    await ada.page.keyboard.press('Escape');
    await ada.page.getByText('Discard the list?').waitFor();
    await ada.button('Keep editing').click();
    await ada.button('Add 2 songs').click();
    await ada.icon('Africa', 'synced').waitFor();
    await ada.row('Jolene').getByText('Dolly Parton').waitFor();
    await undo(ada).click();
    await ada.songCount(1).waitFor();
    await ada.row('Creep').waitFor();
  });
});

describe('many songs at once', () => {
  test('are tagged, edited and deleted together; each is one Undo, by button or keyboard', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    await (await alice.typeSongList(['Alpha', 'Beta', 'Delta', 'Gamma'])).confirm();
    await bob.songCount(4).waitFor();

    await check(alice, 'Alpha').click();
    await check(alice, 'Delta').click({ modifiers: ['Shift'] });
    await alice.page.getByText('3 selected').waitFor();
    await alice.button('Tags').click();
    await alice.field('Add tags').fill('encore, live');
    await alice.button('Apply').click();
    await bob.row('Delta').getByText('encore').waitFor();
    expect(await alice.row('Gamma').getByText('encore').count()).toBe(0);
    await alice.page.keyboard.press('ControlOrMeta+z');
    await alice.page.getByText('Undone', { exact: true }).waitFor();
    await bob.row('Alpha').getByText('encore').waitFor({ state: 'detached' });
    await bob.row('Delta').getByText('encore').waitFor({ state: 'detached' });

    await alice.button('Edit').click();
    await alice.field('Value').fill('F#m');
    await alice.page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
    await bob.row('Beta').getByText('F#m').waitFor();

    await alice.button('All 4').click();
    await alice.page.getByText('4 selected').waitFor();
    await alice.button('Delete').click();
    await bob.page.getByText('No songs yet').waitFor();
    await undo(alice).click();
    await bob.songCount(4).waitFor();
    await alice.row('Beta').getByText('F#m').waitFor();
    await alice.page.keyboard.press('ControlOrMeta+z');
    await bob.row('Beta').getByText('F#m').waitFor({ state: 'detached' });

    await check(alice, 'Beta').click();
    await alice.page.getByText('1 selected').waitFor();
    await alice.page.keyboard.press('Escape');
    await alice.page.getByText('1 selected').waitFor({ state: 'detached' });
  });

  test('are selected on a phone by a long press or a button', async ({ device }) => {
    const ada = await oneInABand(device, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await (await ada.typeSongList(['Alpha', 'Beta'])).confirm();
    await ada.button('Select').click();
    await check(ada, 'Beta').click();
    await ada.page.getByText('1 selected').waitFor();
    await ada.button('Delete').click();
    await ada.row('Beta').waitFor({ state: 'detached' });
    await ada.row('Alpha').waitFor();
  });
});

describe('a song that already exists', () => {
  test('shows a hint with a link, and can still be saved', async ({ device }) => {
    const ada = await oneInABand(device);
    await ada.addSong('Café del Mar', { Artist: 'Energy 52', Tags: 'trance' });
    await ada.row('Café del Mar').waitFor();
    await ada.button('Add song').click();
    await ada.field('Title').fill('cafe del mar');
    await ada.page.getByText('Already in your songs').waitFor();
    await ada.field('Artist').fill('Somebody Else');
    await ada.page.getByText('You have a song with this title').waitFor();
    await ada.button('Add tag trance').click();
    await expectAccessible(ada, 'a song that may be there');
    await ada.button('Save').click();
    await ada.row('cafe del mar').getByText('trance').waitFor();
  });
});

describe('new songs', () => {
  test('are added one after another: in the form, from an empty search, and from the palette', async ({ device }) => {
    const ada = await oneInABand(device);
    const { page } = ada;
    await ada.button('Add song').click();
    await ada.field('Title').fill('Creep');
    await ada.button('Add another').click();
    await page.getByText('“Creep” added').waitFor();
    expect(await ada.field('Title').inputValue()).toBe('');
    await page.keyboard.type('Zombie');
    await ada.button('Save').click();
    await ada.songCount(2).waitFor();

    const search = page.getByRole('searchbox');
    await search.fill('Jolene - Dolly Parton');
    await page.getByText('No songs match').waitFor();
    await expectAccessible(ada, 'a search that finds nothing');
    await page.keyboard.press('Enter');
    await ada.row('Jolene').getByText('Dolly Parton').waitFor();
    await until('the new title to replace the old one', async () => (await search.inputValue()) === 'Jolene');
    // The search text is selected, so typing replaces it.
    await page.keyboard.type('creep');
    await ada.row('Creep').waitFor();
    await page.keyboard.press('Enter');
    await search.fill('Jolene - The White Stripes');
    await page.getByText('You have a song with this title').waitFor();
    await ada.button('Add “Jolene”').click();
    await ada.row('Jolene').getByText('The White Stripes').waitFor();
    await ada.button('Clear search').click();
    await ada.songCount(4).waitFor();
    await ada.row('Zombie').getByRole('link').focus();
    await page.keyboard.press('ControlOrMeta+z');
    await page.getByText('Removed “Jolene” by The White Stripes').waitFor();
    await ada.songCount(3).waitFor();

    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog').getByRole('combobox').fill('Africa - Toto');
    await page.getByRole('option', { name: 'Add song “Africa”' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Africa' }).waitFor();
    await page.getByText('Toto', { exact: true }).waitFor();
  });
});

describe('many songs', () => {
  test('show when they were played on another device, and one of two thousand is found while typing', async ({
    device,
  }) => {
    const { alice, bob, alicePerson } = await twoInABand(device);
    const { page } = alice;
    const { client, band, setlist } = await seedSet(alice, alicePerson, ['Played', 'Aside', 'Zero'], 1);
    await alice.songCount(3).waitFor();
    const titles = () => page.locator('[data-record^="songs/"] a').allTextContents();
    const played = alice.row('Played').getByText('years ago');
    await alice.row('Played').getByText('Never', { exact: true }).waitFor();
    expect(await titles()).toEqual(['Aside', 'Played', 'Zero']);
    await page.getByRole('button', { name: 'Last played' }).click();
    const show = { name: 'Forum', status: 'played', date: '2020-02-29', setlist_id: setlist };
    await push(client, band, [{ table: 'shows', record: randomUUID(), op: 'insert', set: show }]);
    await played.waitFor();
    expect(await titles()).toEqual(['Played', 'Aside', 'Zero']);
    await page.getByRole('button', { name: 'Last played' }).click();
    await page
      .getByRole('columnheader', { name: 'Last played' })
      .and(page.locator('[aria-sort="descending"]'))
      .waitFor();
    expect(await titles()).toEqual(['Played', 'Aside', 'Zero']);
    await alice.field('Played').selectOption('Never played');
    await alice.songCount(2).waitFor();
    expect(await titles()).toEqual(['Aside', 'Zero']);
    await alice.field('Played').selectOption('Not played in 3 months');
    await alice.songCount(1).waitFor();
    await played.waitFor();
    await alice.field('Played').selectOption('Played: any');

    const song = (index: number) => `Song ${String(index).padStart(5, '0')}`;
    for (let from = 0; from < 2_000; from += 500) {
      const songs = Array.from({ length: 500 }, (_, index) => ({ set: { title: song(from + index), key: 'Am' } }));
      expect((await pushSongs(client, band, songs)).error).toBeNull();
    }
    await alice.songCount(2_003).waitFor();
    const search = page.getByRole('searchbox');
    await search.click();
    await page.keyboard.type('song 119');
    await alice.songCount(12).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('5');
    await alice.songCount(1).waitFor();
    await alice.row(song(1_159)).waitFor();
    const caret = await search.evaluate((box) => (box instanceof HTMLInputElement ? box.selectionStart : null));
    expect([await search.inputValue(), caret]).toEqual(['song 1159', 8]);
    await bob.songCount(2_003).waitFor();
  });
});
