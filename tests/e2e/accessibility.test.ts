import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { describe, expect } from 'vitest';
import type { Device } from './support/device.ts';
import { somebody } from './support/device.ts';
import { test } from './support/test.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function expectAccessible(device: Device, screen: string): Promise<void> {
  // Evaluated by the browser's debugger, so the page's Content-Security-Policy stays as it is.
  await device.page.evaluate(axeSource);
  const found = await device.page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    const { violations } = await axe.run();
    return violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  });
  expect(found, screen).toEqual([]);
}

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
  for (const path of ['/', '/members', '/settings']) {
    await device.page.goto(path);
    await device.page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(device, path);
  }
}

describe('every screen passes axe', () => {
  for (const colorScheme of ['dark', 'light'] as const) {
    test(`${colorScheme}, on a desktop`, async ({ device }) => {
      await walkEveryScreen(await device('desktop', { colorScheme }));
    });
    test(`${colorScheme}, on a phone`, async ({ device }) => {
      const viewport = { width: 390, height: 844 };
      await walkEveryScreen(await device('phone', { colorScheme, viewport, hasTouch: true, isMobile: true }));
    });
  }
});
