import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { oneInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { goTo } from './support/screens.ts';
import { test } from './support/test.ts';

const ID = randomUUID();
const PLACES = [
  '/',
  '/songs',
  `/songs/${ID}`,
  '/setlists',
  `/setlists/${ID}`,
  `/setlists/${ID}/print`,
  '/shows',
  `/shows/${ID}`,
  '/practices',
  `/practices/${ID}`,
  '/members',
  '/activity',
  '/trash',
];

/** Claims that a device without the data must not make. Counts of its own pending changes are allowed. */
const CLAIMS =
  /\b(nothing|none|no (matching )?(songs?|setlists?|shows?|practices?|members?)|0 (songs?|setlists?|shows?|practices?|members?|in)|not found)\b/i;

/** Deletes all databases of the device, as when the browser clears its storage; the session stays. */
async function wipe(device: Device): Promise<Device> {
  const context = device.page.context();
  await device.page.close();
  const cleaner = await context.newPage();
  // A page of the same origin that does not start the app.
  await cleaner.goto('/theme.js');
  const left = await cleaner.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases()) {
      await new Promise((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase(name);
        deleting.onsuccess = resolve;
        deleting.onerror = reject;
        deleting.onblocked = reject;
      });
    }
    return (await indexedDB.databases()).length;
  });
  expect(left).toBe(0);
  return device.in(cleaner);
}

async function inABandWithASong(...[open]: Parameters<typeof oneInABand>): Promise<Device> {
  const ada = await oneInABand(open, { keepsApp: true });
  await ada.addSong('Known elsewhere');
  await ada.icon('Known elsewhere', 'synced').waitFor();
  await ada.serviceWorkerReady();
  return ada;
}

const bodyText = (device: Device) => device.page.evaluate(() => document.body.innerText);

describe('data that is not on this device is not shown as empty', () => {
  test('a wiped device says so offline at every address, and loads everything on Retry', async ({ device }) => {
    const ada = await wipe(await inABandWithASong(device));
    await ada.setOffline(true);
    for (const place of PLACES) {
      await ada.page.goto(place);
      await ada.page.getByText("Your bands haven't loaded yet").waitFor();
      expect(await bodyText(ada), place).not.toMatch(CLAIMS);
      await ada.button('Retry').waitFor();
    }
    // Online again while the server is unreachable, so that only pressing Retry loads at once.
    const server = /\/rest\/v1\//;
    await ada.page.route(server, (route) => route.abort('connectionrefused'));
    await ada.page.goto('/songs');
    await ada.setOffline(false);
    const [asked] = await Promise.all([ada.page.waitForRequest(server), ada.button('Retry').click()]);
    expect(asked.url()).toContain('/rpc/sync_');
    await ada.page.unroute(server);
    await ada.button('Retry').or(ada.row('Known elsewhere')).first().waitFor();
    await ada.row('Known elsewhere').waitFor();
  });

  test('with the band known but its data missing, no page, search or count claims it is empty', async ({ device }) => {
    const ada = await wipe(await inABandWithASong(device));
    const band = await ada.page.evaluate(() => localStorage.getItem('rockon.band') ?? '');
    const sync = /\/rpc\/sync_(snapshot|pull)/;
    await ada.page.route(sync, (route) =>
      route.request().postData()?.includes(`"${band}"`) ? route.abort('internetdisconnected') : route.continue(),
    );
    await ada.page.goto('/songs');
    await ada.page.getByRole('heading', { name: /songs/i }).first().waitFor();
    await ada.setOffline(true);
    await ada.connection('offline').waitFor();
    for (const place of PLACES) {
      await goTo(ada, place);
      await ada.page.waitForFunction((path) => location.pathname === path, place);
      const main = ada.page.locator('main');
      for (const notice of [
        main.getByText(/on this device yet|go online/i),
        main.getByRole('button', { name: /^(Retry|Try again)$/ }),
      ])
        await notice
          .first()
          .waitFor()
          .catch(async () => expect.fail(`${place} shows ${await bodyText(ada)}`));
      expect(await bodyText(ada), place).not.toMatch(CLAIMS);
    }
    await ada.page.keyboard.press('Control+k');
    const search = ada.page.getByRole('dialog', { name: 'Search and commands' });
    await search.waitFor();
    await ada.page.keyboard.type('known elsewhere');
    await search.getByText(/on this device yet/).waitFor();
    expect(await bodyText(ada)).not.toMatch(CLAIMS);
    await ada.page.keyboard.press('Escape');

    await ada.connection().click();
    await ada.page.getByRole('dialog', { name: 'Sync' }).waitFor();
    await ada.page.getByText('Everything on this device is saved.').waitFor();
    const week = ada.page.locator('[data-sync-week]').filter({ hasNotText: 'Looking' });
    expect(await week.textContent()).toBe('No saves recorded on this device this week.');
    await ada.page.keyboard.press('Escape');

    await goTo(ada, '/songs');
    await ada.page.unroute(sync);
    await ada.setOffline(false);
    await ada.row('Known elsewhere').waitFor();
  });
});
