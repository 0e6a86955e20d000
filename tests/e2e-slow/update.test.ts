import { expect, inject, onTestFinished } from 'vitest';
import { oneInABand } from '../e2e/support/band.ts';
import type { Device } from '../e2e/support/device.ts';
import { deploymentOf, lookForNewVersion } from '../e2e/support/new-version.ts';
import { test } from '../e2e/support/test.ts';

const reloadIn = (device: Device) =>
  device.page.getByRole('region', { name: /Notifications/ }).getByRole('button', { name: 'Reload' });

async function typeInForm(device: Device, title: string): Promise<void> {
  await device.button('Add song').click();
  await device.field('Title').fill(title);
  await device.page.evaluate(() => Object.assign(window, { untouched: true }));
}

async function expectUntouched(device: Device, title: string): Promise<void> {
  expect(await device.field('Title').inputValue()).toBe(title);
  expect(await device.page.evaluate(() => 'untouched' in window)).toBe(true);
}

test('a new version waits for unsaved input in any tab, and starts once it is saved', async ({ device }) => {
  const deployment = await deploymentOf(inject('serverUrl'));
  onTestFinished(() => deployment.stop());
  const ada = await oneInABand(device, { url: deployment.url, keepsApp: true });
  await ada.serviceWorkerReady();
  // From the second visit on, the service worker serves the app.
  await ada.page.reload();
  await ada.button('Add song').waitFor();
  const other = ada.in(await ada.page.context().newPage());
  await other.page.goto('/songs');
  await other.button('Add song').waitFor();
  await typeInForm(ada, 'Half a song');

  deployment.publish('The next build');
  await lookForNewVersion(ada);
  await reloadIn(ada).waitFor();
  await expectUntouched(ada, 'Half a song');
  // Pressed too early, it says what has to be saved first.
  await reloadIn(ada).click();
  await ada.toast(/Save or close what you're editing first/).waitFor();
  await expectUntouched(ada, 'Half a song');

  // The tab without unsaved input updates, and the new version takes over both tabs.
  await reloadIn(other).click();
  await other.page.locator('meta[content="The next build"]').waitFor({ state: 'attached' });
  await other.button('Add song').waitFor();
  await ada.toast(/Save or close what you're editing first/).waitFor();
  await expectUntouched(ada, 'Half a song');

  await ada.button('Save').click();
  await other.row('Half a song').waitFor();
  expect(await ada.page.locator('meta[name="build"]').count()).toBe(0);
  await reloadIn(ada).click();
  await ada.page.locator('meta[content="The next build"]').waitFor({ state: 'attached' });
  await ada.row('Half a song').waitFor();
});
