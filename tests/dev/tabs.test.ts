import { expect } from 'vitest';
import { bandNamed, signedIn } from '../e2e/support/api.ts';
import { expectAccessible } from '../e2e/support/axe.ts';
import { oneInABand, twoInABand } from '../e2e/support/band.ts';
import { test } from '../e2e/support/test.ts';
import { until } from '../support/until.ts';
import { fact, go, openSongs, press, rows, simulate, stopSimulations, tab } from './support/dashboard.ts';

test('every tab shows what happened, shows no secret, and is accessible', async ({ device }) => {
  const ada = await oneInABand(device, { permissions: ['clipboard-read', 'clipboard-write'] });
  await ada.addSong('Hurt');
  await ada.icon('Hurt', 'synced').waitFor();
  for (const [path, sign] of [
    ['status', 'Rows per table'],
    ['queue', 'The outbox is empty'],
    ['data', '1 records, 0 different'],
    ['log', 'insert'],
    ['network', '/rest/v1/rpc/sync_push'],
    ['testing', 'Situations'],
    ['tools', 'Mock data'],
    ['analytics', 'Push latency in ms'],
  ] as const) {
    await tab(ada, path);
    await ada.page.getByText(sign).or(ada.page.getByLabel(sign)).first().waitFor();
    await expectAccessible(ada, path);
  }
  await ada.page.getByText(/^Saved 1 change, 100% on the first try/).waitFor();
  expect(await ada.page.locator('canvas').count()).toBe(6);

  // The log: filtered, paused, copied.
  await tab(ada, 'log');
  await ada.field('Type').selectOption('push');
  await ada.field('Table, record, or operation').fill('insert');
  const row = rows(ada, 'songs');
  await row.getByText('applied').waitFor();
  expect(await row.count()).toBe(1);
  await press(ada, 'Copy as JSON', /1 entries copied/);
  const [copied] = JSON.parse(await ada.page.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toMatchObject({ type: 'push', operation: 'insert', table: 'songs', status: 'applied' });
  // Changes made in another tab while paused appear after resuming.
  await ada.button('Pause').click();
  const meanwhile = ada.in(await ada.page.context().newPage());
  await meanwhile.page.goto('/songs');
  await meanwhile.addSong('Meanwhile');
  await meanwhile.icon('Meanwhile', 'synced').waitFor();
  await meanwhile.row('Meanwhile').getByRole('button', { name: 'More' }).click();
  await meanwhile.page.getByRole('menuitem', { name: 'Delete' }).click();
  await meanwhile.row('Meanwhile').waitFor({ state: 'detached' });
  await meanwhile.connectionWith('0').waitFor();
  await meanwhile.page.close();
  expect(await row.count()).toBe(1);
  await ada.button('Resume').click();
  await row.nth(1).waitFor();
  await openSongs(ada);

  // The network: bodies without secrets, and none of the dashboard's own requests.
  await tab(ada, 'network');
  await ada.field('Address contains').fill('sync_push');
  await rows(ada, 'sync_push').getByRole('button').last().click();
  await ada.page.getByLabel('Sent', { exact: true }).getByText('Hurt').waitFor();
  await ada.field('Address contains').fill('sync_snapshot');
  const before = await rows(ada, 'sync_snapshot').count();
  await tab(ada, 'data');
  await ada.page.getByText('1 records, 0 different').waitFor();
  await tab(ada, 'network');
  await ada.field('Address contains').fill('sync_snapshot');
  expect(await rows(ada, 'sync_snapshot').count()).toBe(before);
  await ada.field('Address contains').fill('');
  await ada.field('Kind').selectOption('frame out');
  await ada.page.getByRole('row').last().getByRole('button').click();
  await ada.page.getByLabel('Sent', { exact: true }).getByText('[redacted]').first().waitFor();
  const token = await ada.page.evaluate(() => JSON.parse(localStorage.getItem('rockon-session') ?? '{}').access_token);
  expect(String(token).length).toBeGreaterThan(50);
  expect(await ada.page.content()).not.toContain(token);

  // A second tab of the same device follows; settings apply to this browser only.
  const second = ada.in(await ada.page.context().newPage());
  await second.page.goto('/dev/dashboard/status');
  await fact(second, 'This tab').getByText('follows another tab').waitFor();
  await second.page.close();
  await tab(ada, 'status');
  await fact(ada, 'This tab').getByText('leads').waitFor();
  await fact(ada, 'Toasts').getByText('100 % of users, on here').waitFor();
  await ada.field('VITE_ENABLE_TOASTS').fill('0%');
  await ada.field('VITE_SYNC_INTERVAL').fill('800');
  await ada.button('Apply to this browser').click();
  await fact(ada, 'Toasts').getByText('0 % of users, off here').waitFor();
  await fact(ada, 'Sync interval').getByText('800 ms').waitFor();
});

test('device and server are compared by count, by record, by field and in the queue', async ({ device }) => {
  const { alice, bob, alicePerson } = await twoInABand(device);
  await alice.addSong('Hurt');
  await bob.row('Hurt').waitFor();

  // Behind: Alice adds a song while Bob is offline.
  await tab(bob, 'testing');
  await bob.button('Go offline').click();
  await bob.page.locator('[data-simulated]').getByText('offline').waitFor();
  await alice.addSong('Zombie');
  await alice.icon('Zombie', 'synced').waitFor();
  await tab(bob, 'status');
  const songs = bob.page.getByRole('row').filter({ has: bob.page.locator('[data-cloud-count="songs"]') });
  await songs.locator('[data-cloud-count]').getByText('2', { exact: true }).waitFor();
  expect(await songs.getByRole('cell').nth(2).textContent()).toBe('1');

  // Ahead: Bob has a pending change.
  await openSongs(bob);
  await bob.row('Hurt').getByText('Hurt', { exact: true }).click();
  await bob.link('Edit').or(bob.button('Edit')).first().click();
  await bob.field('Title').fill('Hurt again');
  await bob.button('Save').click();
  await tab(bob, 'queue');
  const waiting = rows(bob, 'Hurt again');
  await waiting.getByText('waiting').waitFor();
  await tab(bob, 'data');
  await bob.page.getByText('2 records, 1 different').waitFor();
  await rows(bob, 'Zombie').getByText('only on the server').waitFor();
  await rows(bob, 'Hurt').getByRole('button', { name: 'View' }).click();
  const title = bob.page
    .getByRole('region', { name: 'One record' })
    .getByRole('row')
    .filter({ has: bob.page.getByRole('cell', { name: 'title', exact: true }) });
  for (const [level, value] of [
    ['base', '"Hurt"'],
    ['pending', '"Hurt again"'],
    ['current', '"Hurt again"'],
    ['cloud', '"Hurt"'],
  ])
    await title.locator(`[data-level="${level}"]`).getByText(String(value), { exact: true }).waitFor();

  // A failing server: the queue shows the number of attempts and the last error.
  await simulate(bob, 'Responses', '500');
  await bob.button('Go online').click();
  await tab(bob, 'queue');
  await until('the queue to show an attempt', async () => {
    if ((await waiting.count()) === 0) return false;
    return Number(await waiting.getByRole('cell').nth(6).textContent()) > 0;
  });
  await waiting.getByText(/The server is busy/).waitFor();
  await tab(bob, 'log');
  await bob.field('Type').selectOption('error');
  await rows(bob, 'push').first().waitFor();
  await stopSimulations(bob);
  await tab(bob, 'queue');
  await bob.page.getByText('The outbox is empty').waitFor();

  // A rejected change stays in the queue; it can be retried or discarded.
  const owner = await signedIn(alice.url, alicePerson);
  const band = await bandNamed(owner, 'The Quiet Ones');
  const { data: members } = await owner.from('memberships').select('user_id, role').eq('band_id', band);
  const user = members?.find(({ role }) => role === 'member')?.user_id;
  const setRole = async (role: string) =>
    expect((await owner.rpc('set_role', { request: { band, user, role } })).error).toBeNull();
  await tab(bob, 'testing');
  await bob.button('Go offline').click();
  await openSongs(bob);
  for (const each of ['Given up', 'Tried again']) await bob.addSong(each);
  await setRole('viewer');
  await stopSimulations(bob);
  await tab(bob, 'queue');
  for (const each of ['Given up', 'Tried again']) await rows(bob, each).getByText('rejected').waitFor();
  await rows(bob, 'Given up').getByRole('button', { name: 'Discard' }).click();
  await rows(bob, 'Given up').waitFor({ state: 'detached' });
  await setRole('member');
  await rows(bob, 'Tried again').getByRole('button', { name: 'Retry' }).click();
  await bob.page.getByText('The outbox is empty').waitFor();
  await go(alice, '/songs');
  await alice.row('Tried again').waitFor();
  expect(await alice.row('Given up').count()).toBe(0);
});
