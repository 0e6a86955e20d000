import { describe, expect } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import type { Device } from './support/device.ts';
import { somebody } from './support/device.ts';
import { test } from './support/test.ts';

async function walkEveryScreen(device: Device): Promise<void> {
  await device.page.goto('/sign-in');
  await device.button('Sign in').waitFor();
  await expectAccessible(device, 'sign in');
  await device.signUp(somebody('Ada'));
  await expectAccessible(device, 'first run');
  await device.createBand('Contrast');
  await device.openSongs();
  await expectAccessible(device, 'no songs yet');
  await device.button('Add song').click();
  await device.field('Title').waitFor();
  await expectAccessible(device, 'song form');
  await device.field('Title').fill('Readable');
  await device.button('Save').click();
  await device.icon('Readable', 'synced').waitFor();
  await expectAccessible(device, 'songs');
  await device.row('Readable').getByText('Readable', { exact: true }).click();
  await device.page.waitForURL(/\/songs\/.+/);
  await expectAccessible(device, 'one song');
  for (const path of ['/', '/members', '/settings', '/trash']) {
    await device.page.goto(path);
    await device.page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(device, path);
  }
}

const backgrounds = { dark: 'rgb(12, 13, 17)', light: 'rgb(250, 250, 248)' };

async function inTheme(device: Device, theme: 'dark' | 'light'): Promise<void> {
  await device.page.addInitScript((choice) => localStorage.setItem('rockon.theme', choice), theme);
  await device.page.goto('/sign-in');
  const background = await device.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(background, 'the theme that is tested is the one that shows').toBe(backgrounds[theme]);
}

describe('every screen passes axe', () => {
  for (const theme of ['dark', 'light'] as const) {
    test(`${theme}, on a desktop`, async ({ device }) => {
      const desktop = await device('desktop');
      await inTheme(desktop, theme);
      await walkEveryScreen(desktop);
    });
    test(`${theme}, on a phone`, async ({ device }) => {
      const phone = await device('phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
      await inTheme(phone, theme);
      await walkEveryScreen(phone);
    });
  }
});
