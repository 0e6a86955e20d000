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
  test('a page that is not on the device yet says so, keeps the rest working, and loads once there is a network', async ({
    device,
  }) => {
    const { alice } = await twoInABand(device, { serviceWorkers: 'block' });
    await alice.addSong('Still here');
    await alice.page.context().setOffline(true);
    await alice.link('Settings').click();
    await alice.page.getByText(/not on this device yet/).waitFor();
    await alice.link('Songs').click();
    await alice.row('Still here').waitFor();

    await alice.setOffline(false);
    await alice.page.goto('/settings');
    await alice.page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  test('three songs wait as pending, are saved within 3 s of coming back, and appear once on the other device', async ({
    device,
  }) => {
    const { alice, bob } = await twoInABand(device);
    await alice.serviceWorkerReady();
    await addOffline(alice);
    expect(await alice.connection().textContent()).toContain('3 pending');

    const back = performance.now();
    await alice.setOffline(false);
    for (const title of titles) await alice.icon(title, 'synced').waitFor();
    expect(performance.now() - back).toBeLessThan(3000);

    for (const title of titles) await bob.row(title).waitFor();
    for (const title of titles) expect(await bob.row(title).count()).toBe(1);
  });

  test('reloading keeps everything, the app opens from nothing but the device, and the work is sent later', async ({
    device,
  }) => {
    const { alice, bob } = await twoInABand(device);
    await alice.addSong('Saved before');
    await alice.icon('Saved before', 'synced').waitFor();
    await alice.serviceWorkerReady();
    await addOffline(alice);

    await alice.page.reload();
    for (const title of ['Saved before', ...titles]) await alice.row(title).waitFor();
    for (const title of titles) await alice.icon(title, 'pending').waitFor();

    // A cold start: the tab is gone and a new one opens the app's address.
    const context = alice.page.context();
    await alice.page.close();
    const page = await context.newPage();
    await page.goto('/songs');
    const again = alice.in(page);
    for (const title of ['Saved before', ...titles]) await again.row(title).waitFor();
    expect(await again.connection().textContent()).toContain('3 pending');

    await again.setOffline(false);
    for (const title of titles) await again.icon(title, 'synced').waitFor();
    for (const title of titles) {
      await bob.row(title).waitFor();
      expect(await bob.row(title).count()).toBe(1);
    }
  });
});
