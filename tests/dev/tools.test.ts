import { BAND_TABLES } from '@rockon/domain';
import { expect } from 'vitest';
import { twoInABand } from '../e2e/support/band.ts';
import { test } from '../e2e/support/test.ts';
import { allSaved, backAtSongs, exported, fact, go, loadsAgain, press, rows, tab } from './support/dashboard.ts';

// Loading a development build takes its time, so one pair of devices serves the whole story.

test('the tools do what they say: mock data, unread, purge, full sync, export and import, an edit conflict', async ({
  device,
}) => {
  const { alice, bob } = await twoInABand(device);
  await tab(alice, 'tools');
  await press(alice, 'Load 20 songs', /26 records added/);
  await bob.songCount(20).waitFor();
  await allSaved(alice);
  const before = await exported(alice);
  for (const table of BAND_TABLES) expect(JSON.parse(before).tables[table].length, table).toBeGreaterThan(1);

  // All of that is new to Bob, until he says that he has seen it.
  await bob.page.getByText(/^Unread\s*20$/).waitFor();
  await tab(bob, 'tools');
  await press(bob, 'Clear all unread', /Everything counts as seen/);
  await backAtSongs(bob);
  await bob.page.getByText(/^Unread/).waitFor({ state: 'detached' });

  // Work that only this device has is not purged.
  await tab(alice, 'testing');
  await alice.button('Go offline').click();
  await backAtSongs(alice);
  await alice.addSong('Only here');
  await tab(alice, 'tools');
  await press(alice, 'Purge IndexedDB', /1 change is only on this device/);
  await tab(alice, 'testing');
  await alice.button('Go online').click();
  await bob.row('Only here').waitFor();
  await allSaved(alice);
  await go(bob, '/songs');
  await bob.row('Only here').getByRole('button', { name: 'More' }).click();
  await bob.page.getByRole('menuitem', { name: 'Delete' }).click();
  await tab(alice, 'data');
  await alice.page.getByText('20 records, 0 of them differ').waitFor();

  // A device that lost everything has the same book again.
  await tab(alice, 'tools');
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
  await press(alice, 'Purge the band', /26 records deleted/);
  await bob.page.getByText('No songs yet').waitFor();
  const file = { name: 'book.json', mimeType: 'application/json', buffer: Buffer.from(before) };
  await alice.field('Book to import').setInputFiles(file);
  await press(alice, 'Import JSON', /26 records imported/);
  await bob.songCount(20).waitFor();
  await allSaved(alice);
  expect(await exported(alice)).toBe(before);
  expect(await exported(bob)).toBe(before);

  // Two versions of one song, for everybody.
  await tab(alice, 'testing');
  await press(alice, 'Make an edit conflict', /was changed on two devices/);
  for (const each of [alice, bob]) {
    await tab(each, 'testing');
    await fact(each, 'Conflicts').getByText('1', { exact: true }).waitFor();
  }
  await tab(bob, 'data');
  await rows(bob, '(another device)').first().waitFor();
});
