import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { type OpenDevice, test } from './support/test.ts';

const title = 'Wonderwall';

const on = (device: Device, text: string | RegExp) => device.page.getByText(text).locator('visible=true').first();

/** Both have the form of one song open, based on the same version. */
async function formsOpen(device: OpenDevice, more: Readonly<Record<string, string>> = {}) {
  const { alice, bob } = await twoInABand(device);
  await alice.addSong(title, more);
  await bob.icon(title, 'unread').waitFor();
  for (const each of [alice, bob]) {
    await each.row(title).getByText(title, { exact: true }).click();
    await each.button('Edit').click();
    await each.field('Title').waitFor();
  }
  return { alice, bob };
}

const liesFree = (button: Locator): Promise<boolean> =>
  button.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  });

async function save(device: Device): Promise<void> {
  await device.button('Save').click();
  await device.field('Title').waitFor({ state: 'detached' });
}

describe('two people save forms they opened at the same time', () => {
  test('the same title: both see both versions, one person resolves it, the history keeps both', async ({ device }) => {
    const { alice, bob } = await formsOpen(device);
    await alice.field('Title').fill('Wonderwall (live)');
    await bob.field('Title').fill('Wonderwall (acoustic)');
    await save(alice);
    await bob.page.getByText(/Alice changed this too/).waitFor();
    // A toast that appears meanwhile covers none of the form's buttons.
    await bob.toast(/Alice/).first().waitFor();
    expect(await liesFree(bob.button('Save'))).toBe(true);
    await save(bob);

    for (const [each, other] of [
      [alice, 'Bob'],
      [bob, 'Alice'],
    ] as const) {
      await each.button('Resolve').click();
      const dialog = each.page.getByRole('dialog', { name: /Two versions/ });
      for (const version of ['Wonderwall (live)', 'Wonderwall (acoustic)'])
        await dialog.getByText(version, { exact: true }).first().waitFor();
      await dialog.getByText(new RegExp(other)).first().waitFor();
      // The times are machine-readable too.
      expect(await dialog.locator('time').count()).toBeGreaterThanOrEqual(2);
      if (each === alice) await each.page.keyboard.press('Escape');
    }
    await bob.button('Keep yours').click();
    for (const each of [alice, bob]) {
      await each.button('Resolve').waitFor({ state: 'detached' });
      await each.page.getByRole('heading', { name: 'Wonderwall (acoustic)' }).first().waitFor();
    }
    await alice.button('History').click();
    const versions = alice.page.getByRole('list', { name: 'Versions' });
    await versions
      .getByText(/Wonderwall \(live\)/)
      .first()
      .waitFor();
    await versions
      .getByText(/Wonderwall \(acoustic\)/)
      .first()
      .waitFor();
  });

  test('different fields are merged without a conflict', async ({ device }) => {
    const { alice, bob } = await formsOpen(device);
    await alice.field('Key').fill('G');
    await bob.field('Artist').fill('Oasis');
    await save(alice);
    await save(bob);
    for (const each of [alice, bob]) {
      await on(each, 'Oasis').waitFor();
      await each.page.locator('[data-record^="songs/"] dl').getByText('G', { exact: true }).waitFor();
      await each.connectionWith('0').waitFor();
      expect(await each.button('Resolve').count()).toBe(0);
    }
  });

  test('different lines of the notes are merged without a conflict', async ({ device }) => {
    const { alice, bob } = await formsOpen(device, { Notes: 'Verse\n\nChorus\n\nEnd' });
    await alice.field('Notes').fill('Verse: only guitar\n\nChorus\n\nEnd');
    await bob.field('Notes').fill('Verse\n\nChorus\n\nEnd: on the one');
    await save(alice);
    await save(bob);
    for (const each of [alice, bob]) {
      await on(each, /Verse: only guitar\s+Chorus\s+End: on the one/).waitFor();
      await each.connectionWith('0').waitFor();
      expect(await each.button('Resolve').count()).toBe(0);
    }
  });
});
