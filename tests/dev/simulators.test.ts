import { expect } from 'vitest';
import { twoInABand } from '../e2e/support/band.ts';
import { test } from '../e2e/support/test.ts';
import { fact, go, openSongs, press, rows, simulate, stopSimulations, tab } from './support/dashboard.ts';

test('offline, lost requests and responses, 429, 500: the right state is shown, nothing is lost', async ({
  device,
}) => {
  const { alice, bob } = await twoInABand(device);
  // Offline: changes wait and are sent after reconnecting.
  await tab(alice, 'testing');
  await alice.button('Go offline').click();
  await fact(alice, 'Connection')
    .getByText(/^offline/)
    .waitFor();
  await openSongs(alice);
  await alice.connection('offline').waitFor();
  await alice.addSong('Jolene');
  await alice.icon('Jolene', 'pending').waitFor();
  await tab(alice, 'testing');
  await alice.button('Go online').click();
  await bob.row('Jolene').waitFor();
  await openSongs(alice);
  await alice.icon('Jolene', 'synced').waitFor();

  // Lost responses: the song arrives once, and is not shown as synced before a response arrived.
  await simulate(alice, 'Lost responses in %', '100');
  await simulate(alice, 'Live updates', 'down');
  await openSongs(alice);
  await alice.addSong('Lost answer');
  await bob.row('Lost answer').waitFor();
  expect(await alice.status('Lost answer')).not.toBe('synced');
  await stopSimulations(alice);
  await press(alice, 'Sync now', /Done/);
  await openSongs(alice);
  await alice.icon('Lost answer', 'synced').waitFor();
  expect(await bob.row('Lost answer').count()).toBe(1);

  // Lost requests, 429 and 500: changes wait, the reason is shown, and they are sent afterwards.
  for (const [field, value, state] of [
    ['Lost requests in %', '100', /^offline: The server cannot be reached/],
    ['Responses', '429', /^connecting: The server is busy/],
    ['Responses', '500', /^connecting: The server is busy/],
  ] as const) {
    const title = `With ${field} ${value}`;
    await simulate(alice, field, value);
    await openSongs(alice);
    await alice.addSong(title);
    await tab(alice, 'testing');
    await fact(alice, 'Connection').getByText(state).waitFor();
    await fact(alice, 'Pending').getByText('1', { exact: true }).waitFor();
    await stopSimulations(alice);
    await press(alice, 'Sync now', /Done/);
    await bob.row(title).waitFor();
    await fact(alice, 'Pending').getByText('0', { exact: true }).waitFor();
  }
});

test('sessions, silent or no socket, wrong clock: the right state is shown, nothing is lost', async ({ device }) => {
  const { alice, bob, alicePerson } = await twoInABand(device);
  // An expired token is refreshed silently; after a 401 nothing is sent until the person signs in again.
  await tab(alice, 'testing');
  await press(alice, 'Expire the access token', /refreshed it/);
  await tab(alice, 'network');
  await alice.page.getByRole('row').filter({ hasText: 'grant_type=refresh_token' }).first().waitFor();
  await tab(alice, 'testing');
  await fact(alice, 'Session').getByText('valid').waitFor();

  await simulate(alice, 'Responses', '401');
  await openSongs(alice);
  await alice.addSong('Refused');
  await tab(alice, 'testing');
  await fact(alice, 'Session').getByText('rejected').waitFor();
  await fact(alice, 'Pending').getByText('1', { exact: true }).waitFor();
  await alice.button('Stop all simulations').click();
  expect(await bob.row('Refused').count()).toBe(0);
  await go(alice, '/sign-in?again');
  await alice.field('Email').fill(alicePerson.email);
  await alice.field('Password').fill(alicePerson.password);
  await alice.button('Sign in').click();
  await bob.row('Refused').waitFor();
  // The network tab shows the request without the password.
  await tab(alice, 'network');
  await rows(alice, 'grant_type=password').getByRole('button').click();
  await alice.page.getByLabel('Sent', { exact: true }).getByText('"password": "[redacted]"').waitFor();
  expect(await alice.page.content()).not.toContain(alicePerson.password);

  // Silent socket, no socket: changes of others arrive by polling.
  await simulate(alice, 'Live updates', 'silent');
  await bob.addSong('Silence');
  await bob.icon('Silence', 'synced').waitFor();
  await tab(alice, 'network');
  await alice.page.getByRole('row').filter({ hasText: 'dropped (simulated)' }).first().waitFor();
  await openSongs(alice);
  expect(await alice.row('Silence').count()).toBe(0);
  await tab(alice, 'testing');
  await press(alice, 'Sync now', /Done/);
  await openSongs(alice);
  await alice.row('Silence').waitFor();

  await simulate(alice, 'Live updates', 'down');
  await fact(alice, 'Connection')
    .getByText(/^polling/)
    .waitFor();
  await bob.addSong('Hurt');
  await openSongs(alice);
  await alice.row('Hurt').waitFor();

  // A wrong clock and a slow network affect nothing but the times shown.
  await stopSimulations(alice);
  await simulate(alice, 'Clock offset in hours', '-26');
  await simulate(alice, 'Latency in ms', '250');
  await alice.page.getByText('Simulated: 250 ms latency, clock -26 h').waitFor();
  await openSongs(alice);
  await alice.addSong('Clock');
  await bob.row('Clock').waitFor();
  await alice.icon('Clock', 'synced').waitFor();
  await tab(alice, 'log');
  await alice.field('Type').selectOption('push');
  const took = alice.page.getByRole('row').filter({ hasText: 'insert' }).first().getByRole('cell').nth(6);
  expect(Number(await took.textContent())).toBeGreaterThanOrEqual(250);
});
