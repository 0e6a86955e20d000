import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { test } from './support/test.ts';

const titles = ['Creep', 'Karma Police', 'No Surprises'];

async function addOffline(device: Device): Promise<void> {
  await device.setOffline(true);
  await device.connection('offline').waitFor();
  for (const title of titles) await device.addSong(title);
  for (const title of titles) await device.icon(title, 'pending').waitFor();
}

describe('without network', () => {
  test('actions that need the server say so, change nothing, and work once online', async ({ device }) => {
    const { alice } = await twoInABand(device, { keepsApp: true });
    await alice.serviceWorkerReady();
    await alice.setOffline(true);
    await alice.connection('offline').waitFor();
    const { page } = alice;
    const unreachable = (where: Locator) => where.getByText("RockOn can't reach the server.").waitFor();
    const dialog = page.getByRole('dialog');

    await alice.link('Members').click();
    await alice.button('Invite').click();
    await unreachable(page.getByRole('main'));
    expect(await page.locator('[data-invite-code]').count(), 'no code that does not work').toBe(0);
    const bob = page.locator('[data-record^="memberships/"]').filter({ hasText: 'Bob' });
    await bob.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Viewer' }).click();
    await unreachable(dialog);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await bob.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Remove from band' }).click();
    await alice.button('Remove').click();
    await unreachable(dialog);
    await alice.button('Cancel').click();
    await bob.getByText('Member', { exact: true }).waitFor();

    await alice.link('Settings').click();
    await alice.field('Band name').fill('The Loud Ones');
    await alice.button('Rename').click();
    await unreachable(page.getByRole('main'));
    await alice.button('Leave band').click();
    await alice.button('Leave').click();
    await unreachable(dialog);
    await alice.button('Stay').click();
    await alice.button('Delete band').click();
    await alice.field('Type “The Quiet Ones” to delete it').fill('The Quiet Ones');
    await alice.button('Delete forever').click();
    await unreachable(dialog);
    await alice.button('Keep the band').click();

    await alice.setOffline(false);
    expect(await alice.field('Band name').inputValue(), 'what was typed is still there').toBe('The Loud Ones');
    await alice.button('Rename').click();
    await page.getByText('The Loud Ones').first().waitFor();
  });

  test('a page not yet downloaded says so, the rest keeps working, and it loads once online', async ({ device }) => {
    const { alice } = await twoInABand(device);
    await alice.addSong('Still here');
    await alice.page.context().setOffline(true);
    await alice.link('Settings').click();
    await alice.page.getByText(/hasn't been downloaded yet/).waitFor();
    await alice.link('Songs').click();
    await alice.row('Still here').waitFor();

    await alice.setOffline(false);
    await alice.page.goto('/settings');
    await alice.page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  test('three songs are pending offline, synced once online, and arrive exactly once', async ({ device }) => {
    const { alice, bob } = await twoInABand(device, { keepsApp: true });
    await alice.serviceWorkerReady();
    await addOffline(alice);
    await expect.poll(() => alice.connection().textContent()).toContain('3 pending');

    await alice.connection().click();
    const center = alice.page.getByRole('dialog', { name: 'Sync' });
    await center.getByText('“Karma Police”').waitFor();
    expect(await center.getByText('Added song').count()).toBe(3);
    const [file] = await Promise.all([
      alice.page.waitForEvent('download'),
      center.getByRole('button', { name: 'Export unsynced changes' }).click(),
    ]);
    const exported = readFileSync(await file.path(), 'utf8');
    for (const title of titles) expect(exported).toContain(title);
    await center.getByRole('button', { name: 'Close' }).click();

    await alice.setOffline(false);
    for (const title of titles) await alice.icon(title, 'synced').waitFor();

    for (const title of titles) await bob.row(title).waitFor();
    for (const title of titles) expect(await bob.row(title).count()).toBe(1);
  });

  test('offline the app reloads and starts with all changes, and sends them once online', async ({ device }) => {
    const { alice, bob } = await twoInABand(device, { keepsApp: true });
    await alice.addSong('Saved before');
    await alice.icon('Saved before', 'synced').waitFor();
    await alice.serviceWorkerReady();
    await addOffline(alice);

    await alice.page.reload();
    for (const title of ['Saved before', ...titles]) await alice.row(title).waitFor();
    for (const title of titles) await alice.icon(title, 'pending').waitFor();

    // A cold start: close the tab and open the app in a new one.
    const context = alice.page.context();
    await alice.page.close();
    const page = await context.newPage();
    await page.goto('/songs');
    const again = alice.in(page);
    for (const title of ['Saved before', ...titles]) await again.row(title).waitFor();
    await expect.poll(() => again.connection().textContent()).toContain('3 pending');

    await again.setOffline(false);
    for (const title of titles) await again.icon(title, 'synced').waitFor();
    for (const title of titles) {
      await bob.row(title).waitFor();
      expect(await bob.row(title).count()).toBe(1);
    }
  });
});
