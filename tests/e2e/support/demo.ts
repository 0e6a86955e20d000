import { randomUUID } from 'node:crypto';
import { bandNamed, signedIn } from './api.ts';
import { oneWithoutBand } from './band.ts';
import type { Device } from './device.ts';
import { goTo, type Ids } from './screens.ts';
import { push } from './sets.ts';
import type { DeviceOptions, OpenDevice } from './test.ts';

/**
 * Somebody in the demo band, with every kind of record, one song in the trash and one with a conflict. `first` is called
 * before they have a band.
 */
export async function inTheDemoBand(
  device: OpenDevice,
  options: DeviceOptions,
  first: (device: Device) => Promise<void> = async () => undefined,
): Promise<{ ada: Device; ids: Ids }> {
  const { ada, person } = await oneWithoutBand(device, options);
  await first(ada);
  await ada.button('Try the demo band').click();
  await ada.icon('Africa', 'synced').waitFor();
  await ada.row('Zombie').getByRole('button', { name: 'More' }).click();
  await ada.page.getByRole('menuitem', { name: 'Delete' }).click();
  const client = await signedIn(ada.url, person);
  const band = await bandNamed(client, 'The Night Lorries');
  const idOf = async (table: string, column: string, name: string): Promise<string> => {
    const { data } = await client.from(table).select('id').eq('band_id', band).eq(column, name);
    const [found] = data ?? [];
    if (!found) throw new Error(`The demo band has no ${name}`);
    return String(found.id);
  };
  const ids: Ids = {
    song: await idOf('songs', 'title', 'Creep'),
    setlist: await idOf('setlists', 'name', 'Two sets and an encore'),
    show: await idOf('shows', 'name', 'A night at the Old Depot'),
    practice: await idOf('practices', 'name', 'Practice before the Old Depot show'),
  };
  await twoVersions(ada, ids.song, () =>
    push(client, band, [{ table: 'songs', record: ids.song, op: 'update', set: { key: 'A' } }]),
  );
  await push(client, band, [{ table: 'songs', record: randomUUID(), op: 'insert', set: { title: 'From elsewhere' } }]);
  return { ada, ids };
}

async function twoVersions(device: Device, song: string, elsewhere: () => Promise<void>): Promise<void> {
  await goTo(device, `/songs/${song}`);
  await device.button('Edit').click();
  await device.field('Key').waitFor();
  await device.setOffline(true);
  await device.field('Key').fill('Gm');
  await device.button('Save').click();
  await device.field('Key').waitFor({ state: 'detached' });
  await elsewhere();
  await device.setOffline(false);
  await device.button('Resolve').first().waitFor();
}
