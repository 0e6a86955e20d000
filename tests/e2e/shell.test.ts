import type { Keyboard } from 'playwright-core';
import { describe, expect } from 'vitest';
import { oneInABand, twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { test } from './support/test.ts';

/** Sends both keys without waiting in between, because the second one only counts for a moment. */
const together = (keyboard: Keyboard, ...keys: readonly string[]): Promise<unknown> =>
  Promise.all(keys.map((key) => keyboard.press(key)));

describe('navigation', () => {
  test('two keys open a page and focus its heading; "?" lists them; typing triggers none', async ({ device }) => {
    const ada = await oneInABand(device);
    const { keyboard } = ada.page;
    await together(keyboard, 'g', 'm');
    await ada.page.locator('h1:focus', { hasText: 'Members' }).waitFor();
    await keyboard.press('?');
    await ada.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await keyboard.press('Escape');
    await together(keyboard, 'g', 's');
    await ada.button('Add song').click();
    await ada.field('Title').pressSequentially('gs?');
    expect(await ada.field('Title').inputValue()).toBe('gs?');
    expect(new URL(ada.page.url()).pathname).toBe('/songs');
  });

  test('changes by others are counted beside the page and the band', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    await bob.link('Home').click();
    await alice.addSong('News');
    await bob.page.locator('nav [aria-description="1 unread"]', { hasText: 'Songs' }).waitFor();
    await bob.page.getByRole('button', { name: /The Quiet Ones/ }).click();
    await bob.page.getByRole('menuitem', { name: /The Quiet Ones.*1 new/ }).waitFor();
  });
});

const ROUTES = [
  '/',
  '/songs',
  '/setlists',
  '/shows',
  '/practices',
  '/members',
  '/settings',
  '/activity',
  '/trash',
  '/bands/new',
];

test('every page opens offline', async ({ device }) => {
  const ada = await oneInABand(device, { keepsApp: true });
  await ada.addSong('Known here');
  await ada.icon('Known here', 'synced').waitFor();
  const song = await ada.row('Known here').getByRole('link').first().getAttribute('href');
  await ada.setOffline(true);
  const context = ada.page.context();
  await ada.page.close();
  const page = await context.newPage();
  const broken = page.getByText("This page couldn't be shown");
  for (const path of [...ROUTES, song ?? '/songs/missing']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).or(broken).first().waitFor();
    expect(await broken.count(), path).toBe(0);
  }
});

test('a nearly full device evicts the other band, and loads it again when it is opened', async ({ device }) => {
  const ada = await oneInABand(device, { keepsApp: true });
  await ada.addSong('Of the first band');
  await ada.page.goto('/bands/new');
  await ada.createBand('The Second');
  await ada.page.getByRole('button', { name: /The Second/ }).waitFor();
  // Chromium's own quota override does not change what navigator.storage.estimate() returns.
  await ada.page.addInitScript(() => {
    navigator.storage.estimate = () => Promise.resolve({ usage: 95, quota: 100 });
  });
  await ada.page.goto('/songs');
  await ada.page.getByText('No songs yet').waitFor();
  await expect.poll(() => evictedBands(ada)).toBe(1);

  await ada.setOffline(true);
  await ada.page.getByRole('button', { name: /The Second/ }).click();
  await ada.page.getByRole('menuitem', { name: 'Alone' }).click();
  await ada.page.getByText("The songs aren't on this device yet").waitFor();
  await ada.setOffline(false);
  await ada.row('Of the first band').waitFor();
});

/** Number of bands that were evicted from the device's database. */
function evictedBands({ page }: Device): Promise<number> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const names = (await indexedDB.databases()).map(({ name = '' }) => name);
    const database = await done(indexedDB.open(names.find((name) => name.startsWith('rockon-')) ?? ''));
    const marks = await done(database.transaction('meta').objectStore('meta').get('device'));
    database.close();
    return Object.keys(marks.evicted ?? {}).length;
  });
}
