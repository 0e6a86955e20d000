import { describe, expect } from 'vitest';
import { type Two, twoInABand } from '../e2e/support/band.ts';
import type { Device } from '../e2e/support/device.ts';
import type { Settings } from '../e2e/support/settings.ts';
import { test } from '../e2e/support/test.ts';
import { until } from '../support/until.ts';

const song = 'Creep';

const dial = (device: Device, value: string) =>
  device.page.locator('[data-record^="songs/"] dl').getByText(value, { exact: true });

async function save(device: Device): Promise<void> {
  await device.button('Save').click();
  await device.field('Title').waitFor({ state: 'detached' });
}

/** The core journeys: adding, changing, working offline, resolving a conflict. */
async function coreWorks({ alice, bob }: Two): Promise<void> {
  await alice.addSong(song);
  await bob.row(song).waitFor();

  // One goes offline and back while the other keeps working.
  await alice.setOffline(true);
  await alice.connection('offline').waitFor();
  await alice.addSong('From the basement');
  await alice.connectionWith('1').waitFor();
  await bob.addSong('From upstairs');
  await bob.connectionWith('0').waitFor();
  expect(await alice.row('From upstairs').count()).toBe(0);
  await alice.setOffline(false);
  for (const each of [alice, bob])
    for (const title of [song, 'From the basement', 'From upstairs']) await each.row(title).waitFor();
  await alice.connectionWith('0').waitFor();

  // Both change the same field from the same version: both see the conflict, one resolves it for both.
  for (const each of [alice, bob]) {
    await each.row(song).getByText(song, { exact: true }).click();
    await each.button('Edit').click();
  }
  await alice.field('Key').fill('G');
  await bob.field('Key').fill('Em');
  await save(alice);
  await bob.page.getByText(/Alice changed this too: G/).waitFor();
  await save(bob);
  for (const each of [alice, bob]) await each.button('Resolve').waitFor();
  await bob.button('Resolve').click();
  await bob.button('Keep yours').click();
  for (const each of [alice, bob]) {
    await each.button('Resolve').waitFor({ state: 'detached' });
    await dial(each, 'Em').waitFor();
    await each.connectionWith('0').waitFor();
  }
}

describe('with a feature flag off, the core journeys work (S46)', () => {
  const band = (device: Parameters<typeof twoInABand>[0], settings: Settings) =>
    // A service worker would serve the unchanged build.
    twoInABand(device, { settings });

  test('VITE_ENABLE_REALTIME: there is no socket, and the app polls every VITE_SYNC_INTERVAL', async ({ device }) => {
    const two = await band(device, { VITE_ENABLE_REALTIME: 'false', VITE_SYNC_INTERVAL: '400' });
    let sockets = 0;
    const asked: number[] = [];
    two.bob.page.on('requestfinished', (request) => {
      if (request.url().endsWith('/sync_pull')) asked.push(request.timing().startTime);
    });
    two.bob.page.on('websocket', () => {
      sockets += 1;
    });
    await coreWorks(two);
    asked.length = 0;
    // At the default of 5 s, four polls would take 15 s.
    const inShortOrder = () => asked.some((time, index) => index >= 3 && time - (asked[index - 3] ?? 0) < 8_000);
    await until('four polls within 8 s', inShortOrder);
    expect(sockets).toBe(0);
    await two.bob.connection('polling').waitFor();
  });

  test('VITE_ENABLE_SYNC_ICONS: no icons; pending changes are counted, conflicts still open', async ({ device }) => {
    const two = await band(device, { VITE_ENABLE_SYNC_ICONS: 'false' });
    await coreWorks(two);
    await two.bob.openSongs();
    await two.bob.row(song).waitFor();
    expect(await two.bob.page.locator('[data-record] [data-sync-status]').count()).toBe(0);
    // The other flags stay on.
    await two.alice.openSongs();
    await two.alice.addSong('With a notice');
    // One toast may count Alice's other changes of the same five seconds too.
    await two.bob.toast(/With a notice|new changes by Alice/).waitFor();
  });

  test('VITE_ENABLE_TOASTS: without toasts every change still arrives, marked as new', async ({ device }) => {
    const two = await band(device, { VITE_ENABLE_TOASTS: 'false' });
    // Records every toast, however briefly it is shown.
    await two.bob.page.evaluate(() => {
      const seen = new Set<string>();
      const look = () => seen.add(document.querySelector('[aria-label^="Notifications"]')?.textContent ?? '');
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
      Object.assign(window, { shownNotices: () => [...seen].join('\n') });
    });
    await coreWorks(two);
    await two.bob.openSongs();
    await two.alice.openSongs();
    await two.alice.addSong('Quiet');
    await two.bob.icon('Quiet', 'unread').waitFor();
    const shown = await two.bob.page.evaluate('shownNotices()');
    // Bob still gets a toast for his own action.
    expect(shown).toContain('Version kept');
    expect(shown).not.toContain('Alice');
  });
});
