import { describe, expect } from 'vitest';
import { twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { type OpenDevice, test } from './support/test.ts';

const title = 'Wonderwall';

const dial = (device: Device, value: string) =>
  device.page.locator('[data-record^="songs/"] dl').getByText(value, { exact: true });

/** Both edited the key of one song: Alice's G was saved first, Bob's Em conflicts with it. */
async function twoVersions(device: OpenDevice) {
  const { alice, bob } = await twoInABand(device);
  await alice.addSong(title, { Key: 'A' });
  await bob.icon(title, 'unread').waitFor();
  for (const each of [alice, bob]) {
    await each.row(title).getByText(title, { exact: true }).click();
    await each.button('Edit').click();
  }
  await alice.field('Key').fill('G');
  await bob.field('Key').fill('Em');
  await alice.button('Save').click();
  await bob.page.getByText(/Alice changed this too: G/).waitFor();
  await bob.button('Save').click();
  for (const each of [alice, bob]) await each.button('Resolve').waitFor();
  return { alice, bob };
}

describe('undoing the resolution of a conflict', () => {
  test('after undoing "theirs" the conflict is open for both, and the other person can resolve it', async ({
    device,
  }) => {
    const { alice, bob } = await twoVersions(device);
    await bob.button('Resolve').click();
    await bob.button("Keep Alice's").click();
    await alice.button('Resolve').waitFor({ state: 'detached' });

    await bob.toast('Version kept').waitFor();
    await bob.button('Undo').click();
    for (const each of [alice, bob]) await each.button('Resolve').waitFor();
    expect(await dial(alice, 'G').count()).toBe(1);

    await alice.button('Resolve').click();
    await alice.button("Keep Bob's").click();
    await dial(bob, 'Em').waitFor();
    await bob.button('Resolve').waitFor({ state: 'detached' });
  });

  test('after undoing "yours" the record has its old value and the conflict is open', async ({ device }) => {
    const { alice, bob } = await twoVersions(device);
    await bob.button('Resolve').click();
    await bob.button('Keep yours').click();
    await dial(alice, 'Em').waitFor();

    await bob.button('Undo').click();
    await dial(alice, 'G').waitFor();
    for (const each of [alice, bob]) await each.button('Resolve').waitFor();
  });
});
