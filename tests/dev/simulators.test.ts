import { expect } from 'vitest';
import { twoInABand } from '../e2e/support/band.ts';
import { test } from '../e2e/support/test.ts';
import { backAtSongs, disturb, fact, go, press, rows, tab, undisturbed } from './support/dashboard.ts';

test('no line, lost requests and answers, 429, 500: each shows the state that it should, and nothing is lost', async ({
  device,
}) => {
  const { alice, bob } = await twoInABand(device);
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
  await disturb(alice, 'Lost answers in %', '100');
  await disturb(alice, 'Live updates', 'down');
  await backAtSongs(alice);
  await alice.addSong('Lost answer');
  await bob.row('Lost answer').waitFor();
  expect(await alice.status('Lost answer')).not.toBe('synced');
  await undisturbed(alice);
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
    await disturb(alice, field, value);
    await backAtSongs(alice);
    await alice.addSong(title);
    await tab(alice, 'testing');
    await fact(alice, 'Connection').getByText(state).waitFor();
    await fact(alice, 'Pending').getByText('1', { exact: true }).waitFor();
    await undisturbed(alice);
    await press(alice, 'Sync now', /Done/);
    await bob.row(title).waitFor();
    await fact(alice, 'Pending').getByText('0', { exact: true }).waitFor();
  }
});

test('sessions, silence, no socket, a wrong clock: each shows the state that it should, and nothing is lost', async ({
  device,
}) => {
  const { alice, bob, alicePerson } = await twoInABand(device);
  // An expired token is renewed without a word; after a 401 nothing is sent until there is a session again.
  await tab(alice, 'testing');
  await press(alice, 'Expire the access token', /has renewed it/);
  await tab(alice, 'network');
  await alice.page.getByRole('row').filter({ hasText: 'grant_type=refresh_token' }).first().waitFor();
  await tab(alice, 'testing');
  await fact(alice, 'Session').getByText('fine').waitFor();

  await disturb(alice, 'Answers', '401');
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
  // The inspector saw it, without the password.
  await tab(alice, 'network');
  await rows(alice, 'grant_type=password').getByRole('button').click();
  await alice.page.getByLabel('Sent', { exact: true }).getByText('"password": "[redacted]"').waitFor();
  expect(await alice.page.content()).not.toContain(alicePerson.password);

  // Silence and no socket: what others do comes by asking.
  await disturb(alice, 'Live updates', 'silent');
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

  await disturb(alice, 'Live updates', 'down');
  await fact(alice, 'Connection')
    .getByText(/^polling/)
    .waitFor();
  await bob.addSong('Hurt');
  await backAtSongs(alice);
  await alice.row('Hurt').waitFor();

  // A clock that jumps and a slow line change nothing but the times.
  await undisturbed(alice);
  await disturb(alice, 'Clock is off by hours', '-26');
  await disturb(alice, 'Latency in ms', '250');
  await alice.page.getByText('Simulated: 250 ms latency, clock -26 h').waitFor();
  await backAtSongs(alice);
  await alice.addSong('Clock');
  await bob.row('Clock').waitFor();
  await alice.icon('Clock', 'synced').waitFor();
  await tab(alice, 'log');
  await alice.field('Type').selectOption('push');
  const took = alice.page.getByRole('row').filter({ hasText: 'insert' }).first().getByRole('cell').nth(6);
  expect(Number(await took.textContent())).toBeGreaterThanOrEqual(250);
});
