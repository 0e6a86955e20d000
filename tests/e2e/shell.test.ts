import { describe, expect } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import { oneInABand, twoInABand } from './support/band.ts';
import { test } from './support/test.ts';

describe('finding one’s way', () => {
  test('two keys go to a page, its heading has the focus, and "?" shows all of them; typing is left alone', async ({
    device,
  }) => {
    const ada = await oneInABand(device);
    const { keyboard } = ada.page;
    await keyboard.press('g');
    await keyboard.press('m');
    await ada.page.locator('h1:focus', { hasText: 'Members' }).waitFor();
    await keyboard.press('?');
    await ada.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await expectAccessible(ada, 'shortcuts');
    await keyboard.press('Escape');
    await keyboard.press('g');
    await keyboard.press('s');
    await ada.button('Add song').click();
    await ada.field('Title').pressSequentially('gs?');
    expect(await ada.field('Title').inputValue()).toBe('gs?');
    expect(new URL(ada.page.url()).pathname).toBe('/songs');
  });

  test('what others change is counted beside the page and beside the band', async ({ device }) => {
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

test('every page opens from nothing but the device', async ({ device }) => {
  const ada = await oneInABand(device);
  await ada.addSong('Known here');
  await ada.icon('Known here', 'synced').waitFor();
  const song = await ada.row('Known here').getByRole('link').first().getAttribute('href');
  await ada.serviceWorkerReady();
  await ada.setOffline(true);
  const context = ada.page.context();
  await ada.page.close();
  const page = await context.newPage();
  const broken = page.getByText('This part of RockOn could not be shown');
  for (const path of [...ROUTES, song ?? '/songs/missing']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).or(broken).first().waitFor();
    expect(await broken.count(), path).toBe(0);
  }
});
