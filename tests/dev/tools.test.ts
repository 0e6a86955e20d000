import { BAND_TABLES } from '@rockon/domain';
import { expect } from 'vitest';
import { twoInABand } from '../e2e/support/band.ts';
import { test } from '../e2e/support/test.ts';
import { allSaved, exported, fact, go, openSongs, press, pressAndReload, rows, tab } from './support/dashboard.ts';

// A development build loads slowly, so one pair of devices serves all steps.

test('tools: mock data, unread marks, clearing, full download, export, import, edit conflict', async ({ device }) => {
  const { alice, bob } = await twoInABand(device);
  await tab(alice, 'tools');
  await press(alice, 'Load 20 songs', /26 records added/);
  await bob.songCount(20).waitFor();
  await allSaved(alice);
  const before = await exported(alice);
  for (const table of BAND_TABLES) expect(JSON.parse(before).tables[table].length, table).toBeGreaterThan(1);

  // Everything is unread for Bob until he clears the marks.
  await bob.page.getByText(/^Unread\s*20$/).waitFor();
  await tab(bob, 'tools');
  await press(bob, 'Clear all unread', /Everything is marked as seen/);
  await openSongs(bob);
  await bob.page.getByText(/^Unread/).waitFor({ state: 'detached' });

  // Clearing is refused while the device has unsent changes.
  await tab(alice, 'testing');
  await alice.button('Go offline').click();
  await openSongs(alice);
  await alice.addSong('Only here');
  await tab(alice, 'tools');
  await press(alice, 'Clear IndexedDB', /1 change is only on this device/);
  await tab(alice, 'testing');
  await alice.button('Go online').click();
  await bob.row('Only here').waitFor();
  await allSaved(alice);
  await go(bob, '/songs');
  await bob.row('Only here').getByRole('button', { name: 'More' }).click();
  await bob.page.getByRole('menuitem', { name: 'Delete' }).click();
  await tab(alice, 'data');
  await alice.page.getByText('20 records, 0 different').waitFor();

  // A cleared device downloads the same data again.
  await tab(alice, 'tools');
  await pressAndReload(alice, 'Clear IndexedDB');
  await tab(alice, 'data');
  await alice.page.getByText('20 records, 0 different').waitFor();
  expect(await exported(alice)).toBe(before);

  // So does a device whose cursors were reset.
  await pressAndReload(alice, 'Download everything again');
  await tab(alice, 'log');
  await alice.field('Table, record, or operation').fill('snapshot');
  await alice.page.getByText('20 rows').nth(1).waitFor();
  expect(await exported(alice)).toBe(before);

  // An import restores records that were deleted on all devices, byte for byte.
  expect(await alice.button("Delete the band's data").isDisabled()).toBe(true);
  await alice.field('Type "delete everything" to confirm').fill('delete everything');
  await press(alice, "Delete the band's data", /26 records deleted/);
  await bob.page.getByText('No songs yet').waitFor();
  const file = { name: 'band.json', mimeType: 'application/json', buffer: Buffer.from(before) };
  await alice.field('File to import').setInputFiles(file);
  await press(alice, 'Import JSON', /26 records imported/);
  await bob.songCount(20).waitFor();
  await allSaved(alice);
  expect(await exported(alice)).toBe(before);
  expect(await exported(bob)).toBe(before);

  // Both devices see the conflict.
  await tab(alice, 'testing');
  await press(alice, 'Make an edit conflict', /was changed on two devices/);
  for (const each of [alice, bob]) {
    await tab(each, 'testing');
    await fact(each, 'Conflicts').getByText('1', { exact: true }).waitFor();
  }
  await tab(bob, 'data');
  await rows(bob, '(another device)').first().waitFor();
});
