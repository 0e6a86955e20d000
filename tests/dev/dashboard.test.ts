import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { expectAccessible } from '../e2e/support/axe.ts';
import { oneInABand, twoInABand } from '../e2e/support/band.ts';
import { type DevServer, startDevServer } from '../e2e/support/dev-server.ts';
import type { Device } from '../e2e/support/device.ts';
import { test } from '../e2e/support/test.ts';
import { until } from '../e2e/support/until.ts';

let server: DevServer;
beforeAll(async () => {
  server = await startDevServer();
});
afterAll(() => server.stop());

/** Goes there as a link would: loading the page anew would end every disturbance. */
async function go(device: Device, path: string): Promise<void> {
  // A form goes back to where it was opened as it closes.
  await device.page.getByRole('dialog').waitFor({ state: 'detached' });
  await device.page.evaluate((to) => {
    // As the router itself does it, so that it knows how far this is from where it was.
    const state = { usr: null, key: crypto.randomUUID().slice(0, 8), idx: (history.state?.idx ?? 0) + 1 };
    history.pushState(state, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state }));
  }, path);
  await device.page.waitForURL(`**${path}`);
}

const tab = (device: Device, name: string) => go(device, `/dev/dashboard/${name}`);
const fact = (device: Device, name: string) => device.page.locator(`[data-fact="${name}"]`);

/** Presses a button of the tools and waits for what it says. */
async function press(device: Device, button: string, answer: RegExp): Promise<void> {
  await device.button(button).click();
  await device.page.getByText(answer).waitFor();
}

async function exported(device: Device): Promise<string> {
  await tab(device, 'tools');
  const [download] = await Promise.all([
    device.page.waitForEvent('download'),
    device.button('Export all as JSON').click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

async function allSaved(device: Device): Promise<void> {
  await tab(device, 'testing');
  await fact(device, 'Pending').getByText('0', { exact: true }).waitFor();
}

/** Presses a button that loads the page anew, and waits until the dashboard is back. */
async function loadsAgain(device: Device, button: string): Promise<void> {
  await Promise.all([device.page.waitForEvent('load'), device.button(button).click()]);
  await device.page.getByRole('heading', { name: 'Developer dashboard' }).waitFor();
  await tab(device, 'testing');
  await fact(device, 'Connection').getByText('connected', { exact: true }).waitFor();
}

async function backAtSongs(device: Device): Promise<void> {
  await go(device, '/songs');
  await device.button('Add song').waitFor();
}

// Loading a development build takes its time, so each pair of devices serves a whole story.

describe('the dashboard', () => {
  test('its tools do what they say: mock data, purge, reading anew, export, import, an edit conflict', async ({
    device,
  }) => {
    const { alice, bob } = await twoInABand(device, { url: server.url });
    await tab(alice, 'tools');
    await press(alice, 'Load 20 songs', /21 records added/);
    await bob.songCount(20).waitFor();
    await allSaved(alice);
    const before = await exported(alice);

    // A device that lost everything has the same book again.
    await loadsAgain(alice, 'Purge IndexedDB');
    await tab(alice, 'data');
    await alice.page.getByText('20 records, 0 of them differ').waitFor();
    expect(await exported(alice)).toBe(before);

    // So has one that forgot how far it had read.
    await loadsAgain(alice, 'Read everything anew');
    await tab(alice, 'log');
    await alice.field('Table, record or operation').fill('snapshot');
    await alice.page.getByText('20 rows').nth(1).waitFor();
    expect(await exported(alice)).toBe(before);

    // What was deleted on all devices an import brings back, byte for byte.
    expect(await alice.button('Purge the band').isDisabled()).toBe(true);
    await alice.field('Type "delete everything" to allow it').fill('delete everything');
    await press(alice, 'Purge the band', /21 records deleted/);
    await bob.songCount(20).waitFor({ state: 'detached' });
    const file = { name: 'book.json', mimeType: 'application/json', buffer: Buffer.from(before) };
    await alice.field('Book to import').setInputFiles(file);
    await press(alice, 'Import JSON', /21 records imported/);
    await bob.songCount(20).waitFor();
    await allSaved(alice);
    expect(await exported(alice)).toBe(before);
    await tab(bob, 'tools');
    expect(await exported(bob)).toBe(before);

    // Two versions of one song, for everybody.
    await tab(alice, 'testing');
    await press(alice, 'Make an edit conflict', /was changed on two devices/);
    for (const each of [alice, bob]) {
      await tab(each, 'testing');
      await fact(each, 'Conflicts').getByText('1', { exact: true }).waitFor();
    }
  });

  test('its tabs tell what happened, and no secret, and everybody can use them', async ({ device }) => {
    const ada = await oneInABand(device, { url: server.url });
    await ada.addSong('Hurt');
    await ada.icon('Hurt', 'synced').waitFor();
    for (const [path, sign] of [
      ['status', 'Scopes and tables'],
      ['queue', 'The outbox is empty'],
      ['data', '1 records, 0 of them differ'],
      ['log', 'insert'],
      ['network', '/rest/v1/rpc/sync_push'],
      ['testing', 'Situations'],
      ['tools', 'Mock data'],
      ['analytics', 'Push latency in ms'],
    ] as const) {
      await tab(ada, path);
      await ada.page.getByText(sign).first().waitFor();
      await expectAccessible(ada, path);
    }
    await ada.page.getByText(/^Saved 1 change, 100 % at first try/).waitFor();
    await tab(ada, 'log');
    await ada.field('Type').selectOption('push');
    await ada.field('Table, record or operation').fill('insert');
    const row = ada.page.getByRole('row').filter({ hasText: 'songs' });
    await row.getByText('applied').waitFor();
    expect(await row.count()).toBe(1);

    await tab(ada, 'network');
    await ada.field('Address contains').fill('sync_push');
    await ada.page.getByRole('row').filter({ hasText: 'sync_push' }).getByRole('button').click();
    await ada.page.getByLabel('Sent', { exact: true }).getByText('Hurt').waitFor();
    await ada.field('Address contains').fill('');
    await ada.field('Kind').selectOption('frame out');
    await ada.page.getByRole('row').last().getByRole('button').click();
    await ada.page.getByLabel('Sent', { exact: true }).getByText('[redacted]').first().waitFor();
    const token = await ada.page.evaluate(
      () => JSON.parse(localStorage.getItem('rockon-session') ?? '{}').access_token,
    );
    expect(String(token).length).toBeGreaterThan(50);
    expect(await ada.page.content()).not.toContain(token);

    await tab(ada, 'testing');
    await ada.button('Go offline').click();
    await backAtSongs(ada);
    await ada.row('Hurt').getByText('Hurt', { exact: true }).click();
    await ada.link('Edit').or(ada.button('Edit')).first().click();
    await ada.field('Title').fill('Hurt again');
    await ada.button('Save').click();
    await tab(ada, 'queue');
    await ada.page.getByRole('row').filter({ hasText: 'Hurt again' }).getByText('waiting').waitFor();
    await tab(ada, 'data');
    await ada.field('Source').selectOption('local');
    await ada.button('Look').click();
    await ada.page.getByLabel('Base', { exact: true }).getByText('"Hurt"').waitFor();
    await ada.page.getByLabel('Pending', { exact: true }).getByText('Hurt again').waitFor();
    await ada.page.getByLabel('Current', { exact: true }).getByText('Hurt again').waitFor();
  });
});

describe('the simulators', () => {
  test('show the state that they should, and lose nothing', async ({ device }) => {
    const { alice, bob, alicePerson } = await twoInABand(device, { url: server.url });
    // Offline: work waits, and goes when the line is back.
    await tab(alice, 'testing');
    await alice.button('Go offline').click();
    await fact(alice, 'Connection')
      .getByText(/^offline/)
      .waitFor();
    await backAtSongs(alice);
    await alice.connection('offline').waitFor();
    await alice.addSong('Jolene');
    await alice.icon('Jolene', 'pending').waitFor();
    await tab(alice, 'testing');
    await alice.button('Go online').click();
    await bob.row('Jolene').waitFor();
    await backAtSongs(alice);
    await alice.icon('Jolene', 'synced').waitFor();

    // Lost answers: what arrived is not sent twice, and is not called saved before.
    await tab(alice, 'testing');
    await alice.field('Lost answers in %').fill('100');
    await alice.field('Live updates').selectOption('down');
    await backAtSongs(alice);
    await alice.addSong('Lost answer');
    await bob.row('Lost answer').waitFor();
    expect(await alice.status('Lost answer')).not.toBe('synced');
    await tab(alice, 'testing');
    await alice.button('End all disturbances').click();
    await press(alice, 'Sync now', /Done/);
    await backAtSongs(alice);
    await alice.icon('Lost answer', 'synced').waitFor();
    expect(await bob.row('Lost answer').count()).toBe(1);

    // Lost requests, 429 and 500: work waits with the reason said, and goes afterwards.
    for (const [field, value, state] of [
      ['Lost requests in %', '100', /^offline: The server cannot be reached/],
      ['Answers', '429', /^connecting: The server is busy/],
      ['Answers', '500', /^connecting: The server is busy/],
    ] as const) {
      const title = `With ${field} ${value}`;
      await tab(alice, 'testing');
      if (field === 'Answers') await alice.field(field).selectOption(value);
      else await alice.field(field).fill(value);
      await backAtSongs(alice);
      await alice.addSong(title);
      await tab(alice, 'testing');
      await fact(alice, 'Connection').getByText(state).waitFor();
      await fact(alice, 'Pending').getByText('1', { exact: true }).waitFor();
      await alice.button('End all disturbances').click();
      await press(alice, 'Sync now', /Done/);
      await bob.row(title).waitFor();
      await fact(alice, 'Pending').getByText('0', { exact: true }).waitFor();
    }

    // An expired token is renewed without a word; after a 401 nothing is sent until there is a session again.
    await tab(alice, 'testing');
    await press(alice, 'Expire the access token', /has renewed it/);
    await tab(alice, 'network');
    await alice.page.getByRole('row').filter({ hasText: 'grant_type=refresh_token' }).first().waitFor();
    await tab(alice, 'testing');
    await fact(alice, 'Session').getByText('fine').waitFor();

    await alice.field('Answers').selectOption('401');
    await backAtSongs(alice);
    await alice.addSong('Refused');
    await tab(alice, 'testing');
    await fact(alice, 'Session').getByText('refused').waitFor();
    await fact(alice, 'Pending').getByText('1', { exact: true }).waitFor();
    await alice.button('End all disturbances').click();
    expect(await bob.row('Refused').count()).toBe(0);
    await go(alice, '/sign-in?again');
    await alice.field('Email').fill(alicePerson.email);
    await alice.field('Password').fill(alicePerson.password);
    await alice.button('Sign in').click();
    await bob.row('Refused').waitFor();

    // Silence and no socket: what others do comes by asking.
    await tab(alice, 'testing');
    await alice.field('Live updates').selectOption('silent');
    await bob.addSong('Silence');
    await bob.icon('Silence', 'synced').waitFor();
    await tab(alice, 'network');
    await alice.page.getByRole('row').filter({ hasText: 'dropped (simulated)' }).first().waitFor();
    await backAtSongs(alice);
    expect(await alice.row('Silence').count()).toBe(0);
    await tab(alice, 'testing');
    await press(alice, 'Sync now', /Done/);
    await backAtSongs(alice);
    await alice.row('Silence').waitFor();

    await tab(alice, 'testing');
    await alice.field('Live updates').selectOption('down');
    await fact(alice, 'Connection')
      .getByText(/^polling/)
      .waitFor();
    await bob.addSong('Hurt');
    await backAtSongs(alice);
    await alice.row('Hurt').waitFor();

    // A clock that jumps and a slow line change nothing but the times.
    await tab(alice, 'testing');
    await alice.button('End all disturbances').click();
    await alice.field('Clock is off by hours').fill('-26');
    await alice.field('Latency in ms').fill('250');
    await backAtSongs(alice);
    await alice.addSong('Clock');
    await bob.row('Clock').waitFor();
    await alice.icon('Clock', 'synced').waitFor();
    await tab(alice, 'log');
    await alice.field('Type').selectOption('push');
    const took = alice.page.getByRole('row').filter({ hasText: 'insert' }).first().getByRole('cell').nth(6);
    expect(Number(await took.textContent())).toBeGreaterThanOrEqual(250);
  });
});

describe('with a switch off, the core still works (S46)', () => {
  const settings = async (devices: readonly Device[], values: Readonly<Record<string, string>>) => {
    await Promise.all(
      devices.map(async ({ page }) => {
        await page.evaluate((text) => localStorage.setItem('rockon.dev.settings', text), JSON.stringify(values));
        await page.goto('/songs');
      }),
    );
  };

  test('without the socket changes come by asking; without icons and notices they still come', async ({ device }) => {
    const { alice, bob } = await twoInABand(device, { url: server.url });
    await settings([alice, bob], { VITE_ENABLE_REALTIME: 'false', VITE_SYNC_INTERVAL: '300' });
    await bob.connection('polling').waitFor();
    await alice.addSong('Clock');
    const asked = performance.now();
    await bob.row('Clock').waitFor();
    // By the default it would take up to five seconds.
    expect(performance.now() - asked).toBeLessThan(3_000);
    await tab(bob, 'status');
    await fact(bob, 'Realtime').getByText('0 % of users, off here').waitFor();
    await fact(bob, 'Sync interval').getByText('300 ms').waitFor();

    // Without icons and notices changes come at once all the same.
    await settings([alice, bob], { VITE_ENABLE_SYNC_ICONS: 'false', VITE_ENABLE_TOASTS: '0%' });
    await bob.connection('connected').waitFor();
    await alice.addSong('Quiet');
    await bob.row('Quiet').waitFor();
    expect(await bob.icon('Quiet').count()).toBe(0);
    // A notice is shown in the same moment as the row; with the switch on it is (two-people.test.ts).
    expect(await bob.toast(/Alice added/).count()).toBe(0);
    await until('the song to be saved', async () => (await alice.connectionWith('0').count()) === 1);
  });
});
