import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { bandNamed, signedIn } from './support/api.ts';
import { twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { goTo } from './support/screens.ts';
import { push } from './support/sets.ts';
import { test } from './support/test.ts';

const NAME = 'The only one';
const KINDS = {
  songs: { title: NAME },
  setlists: { name: NAME, items: {} },
  shows: { name: NAME, date: '2031-11-28' },
  practices: { name: NAME, date: '2031-11-27' },
} as const;
const TABLES = Object.keys(KINDS);

const row = (device: Device, table: string) => device.page.locator(`main [data-record^="${table}/"]`);

async function expectNone(...devices: readonly Device[]): Promise<void> {
  for (const device of devices) {
    for (const table of TABLES) {
      await goTo(device, `/${table}`);
      await device.page.getByText(`No ${table} yet`).waitFor();
      expect(await row(device, table).count()).toBe(0);
    }
  }
}

test('songs added and deleted offline come back with Undo, one by one and together', async ({ device }) => {
  const { alice, bob } = await twoInABand(device, { keepsApp: true });
  await alice.setOffline(true);
  for (const title of ['Hurt', 'Toxic', 'Valerie']) {
    await alice.addSong(title, { Artist: `${title} artist` });
    await alice.row(title).waitFor();
  }
  await alice.row('Hurt').getByRole('button', { name: 'More' }).click();
  await alice.page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  await alice.songCount(2).waitFor();
  await alice.button('Undo').click();
  await alice.songCount(3).waitFor();
  for (const title of ['Toxic', 'Valerie']) await alice.page.getByRole('checkbox', { name: `Select ${title}` }).click();
  await alice.page.getByRole('region', { name: 'Selected songs' }).getByRole('button', { name: 'Delete' }).click();
  await alice.songCount(1).waitFor();
  await alice.page.keyboard.press('Control+z');
  await alice.songCount(3).waitFor();
  await alice.setOffline(false);
  for (const title of ['Hurt', 'Toxic', 'Valerie']) {
    await alice.icon(title, 'synced').waitFor();
    await bob.row(title).getByText(`${title} artist`).waitFor();
  }
});

test('the last record of a table stays deleted: after a full download, a reload and offline', async ({ device }) => {
  const { alice, bob, alicePerson } = await twoInABand(device, { keepsApp: true });
  const client = await signedIn(alice.url, alicePerson);
  const band = await bandNamed(client, 'The Quiet Ones');
  await push(
    client,
    band,
    Object.entries(KINDS).map(([table, set]) => ({ table, record: randomUUID(), op: 'insert' as const, set })),
  );
  for (const table of TABLES) {
    await goTo(alice, `/${table}`);
    await row(alice, table).getByRole('button', { name: 'More' }).click();
    await alice.page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
    await alice.page.getByText(`No ${table} yet`).waitFor();
  }
  await alice.connectionWith('0').waitFor();
  await expectNone(bob);
  const both = [alice, bob];
  await Promise.all(both.map((each) => each.page.reload()));
  await expectNone(alice, bob);
  for (const each of both) {
    await each.setOffline(true);
    await each.page.reload();
  }
  await expectNone(alice, bob);
  for (const each of both) {
    await each.setOffline(false);
    await each.connection('connected').waitFor();
  }
  await expectNone(alice, bob);
});
