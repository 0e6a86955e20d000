import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { oneInABand, type Two, twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { type DeviceOptions, type OpenDevice, test } from './support/test.ts';

const DAY = '2031-03-14';
const row = (device: Device, name: string) =>
  device.page.locator('[data-record^="practices/"]').filter({ has: device.page.getByText(name, { exact: true }) });
const icon = (device: Device, name: string, status: string) =>
  row(device, name).locator(`[data-sync-status="${status}"]`);
const list = (device: Device, name: string) => device.page.getByRole('list', { name, exact: true });
const tick = (device: Device, name: string) =>
  device.page.getByRole('checkbox', { name: `${name}: done`, exact: true });

async function openPractices(device: Device): Promise<void> {
  await device.link('Practices').click();
  await device.page.getByRole('heading', { level: 1, name: 'Practices' }).waitFor();
}

async function add(device: Device, name: string): Promise<void> {
  await device.button('Add practice').click();
  await device.field('Name').fill(name);
  await device.field('Date').fill(DAY);
  await device.field('Starts').fill('19:00');
  await device.button('Save').click();
  await row(device, name).waitFor();
}

async function open(device: Device, name: string): Promise<void> {
  await row(device, name).getByRole('link', { name, exact: true }).click();
  await device.page.getByRole('heading', { level: 1, name }).waitFor();
}

async function put(device: Device, field: string, text: string): Promise<void> {
  await device.field(field).fill(text);
  await device.field(field).press('Enter');
}

/** Both have one practice with two objectives open. */
async function bothAt(device: OpenDevice, options: DeviceOptions = {}): Promise<Two> {
  const two = await twoInABand(device, options);
  await Promise.all([openPractices(two.alice), openPractices(two.bob)]);
  await add(two.alice, 'Tuesday');
  await row(two.bob, 'Tuesday').waitFor();
  await Promise.all([open(two.alice, 'Tuesday'), open(two.bob, 'Tuesday')]);
  await put(two.alice, 'New objective', 'Endings together');
  await put(two.alice, 'New objective', 'Harmonies');
  await tick(two.bob, 'Harmonies').waitFor();
  return two;
}

const allSynced = (device: Device) => device.connectionWith('0').waitFor();

describe('practices', () => {
  test('one is added, arrives with a toast, is deleted and restored', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    await Promise.all([openPractices(alice), openPractices(bob)]);
    await bob.page.getByText('No practices yet').waitFor();
    await add(alice, 'Tuesday');
    await bob.toast(/Alice added a practice/).waitFor();
    await icon(bob, 'Tuesday', 'unread').waitFor();
    expect(await row(bob, 'Tuesday').textContent()).toContain('Fri, Mar 14, 2031');

    await row(alice, 'Tuesday').getByRole('button', { name: 'More' }).click();
    await alice.page.getByRole('menuitem', { name: 'Delete' }).click();
    await bob.page.getByText('No practices yet').waitFor();
    await alice.button('Undo').click();
    await row(bob, 'Tuesday').waitFor();
    expect(await row(alice, 'Tuesday').count()).toBe(1);
  });

  test('both check off and add at the same time: both have everything, and a check is undone', async ({ device }) => {
    const { alice, bob } = await bothAt(device);
    await Promise.all([tick(alice, 'Endings together').click(), tick(bob, 'Harmonies').click()]);
    await Promise.all([put(alice, 'Add to the agenda', 'Warm up'), put(bob, 'Add to the agenda', 'New amp')]);
    for (const each of [alice, bob]) {
      await each.page.getByText('2 of 2 reached').waitFor();
      for (const name of ['Warm up', 'New amp']) await list(each, 'Agenda').getByText(name, { exact: true }).waitFor();
      await allSynced(each);
      expect(await each.button('Resolve').count()).toBe(0);
    }
    await tick(bob, 'Warm up').click();
    await alice.page.getByText('1 of 2 done').waitFor();
    await bob.button('Undo').click();
    await alice.page.getByText('0 of 2 done').waitFor();
  });

  test('rows move by the menu and by Alt and an arrow key', async ({ device }) => {
    const { alice, bob } = await bothAt(device);
    const order = (each: Device, first: string) =>
      list(each, 'Objectives').getByRole('listitem').first().getByText(first, { exact: true }).waitFor();
    await alice.button('Move Harmonies').press('Alt+ArrowUp');
    await Promise.all([order(alice, 'Harmonies'), order(bob, 'Harmonies')]);
    await alice.button('Actions for Harmonies').click();
    await alice.page.getByRole('menuitem', { name: 'Move to bottom' }).click();
    await Promise.all([order(alice, 'Endings together'), order(bob, 'Endings together')]);
  });

  test('wrap-up: typing with pauses is no conflict; offline edits merge except of the same line', async ({
    device,
  }) => {
    const { alice, bob } = await bothAt(device, { keepsApp: true });
    const text = (each: Device) => each.field('How did it go?');
    await text(alice).fill('Tight.');
    await bob.page.getByText('Tight.').waitFor();
    await text(alice).press('End');
    await text(alice).pressSequentially(' Loud.');
    await bob.page.getByText('Tight. Loud.').waitFor();
    await text(alice).blur();
    await Promise.all([allSynced(alice), allSynced(bob)]);
    expect(await alice.button('Resolve').count()).toBe(0);

    await Promise.all([alice.setOffline(true), bob.setOffline(true)]);
    await alice.page.getByRole('radio', { name: '4 of 5' }).check({ force: true });
    await tick(bob, 'Harmonies').click();
    await text(alice).fill('Tight. Too loud.');
    await text(alice).blur();
    await text(bob).fill('Tight. Not loud enough.');
    await text(bob).blur();
    await alice.setOffline(false);
    await allSynced(alice);
    await bob.setOffline(false);
    for (const each of [alice, bob]) {
      await each.button('Resolve').first().waitFor();
      await each.page.getByText('1 of 2 reached').waitFor();
      expect(await each.page.getByRole('radio', { name: '4 of 5' }).isChecked()).toBe(true);
    }
  });

  test('time zone, calendar export and completion work; the list filters by day and status', async ({ device }) => {
    const ada = await oneInABand(device, { timezoneId: 'America/New_York' });
    await openPractices(ada);
    await add(ada, 'At home');
    await ada.button('Add practice').click();
    expect(await ada.field('Time zone').inputValue()).toBe('America/New_York');
    await ada.field('Name').fill('In Berlin');
    await ada.field('Date').fill(DAY);
    await ada.field('Starts').fill('19:00');
    await ada.field('Time zone').fill('Berlin, somewhere');
    await ada.button('Save').click();
    await ada.page.getByText('Time zone must be a name like America/New_York').waitFor();
    await ada.field('Time zone').fill('Europe/Berlin');
    await ada.button('Save').click();
    await open(ada, 'In Berlin');
    await ada.page.getByText('14:00 your time').waitFor();
    await put(ada, 'Add to the agenda', 'Who drives');
    await ada.page.getByText('0 of 1 done').waitFor();
    const [download] = await Promise.all([ada.page.waitForEvent('download'), ada.button('Add to calendar').click()]);
    expect(download.suggestedFilename()).toBe('In-Berlin.ics');
    const file = await readFile(await download.path(), 'utf8');
    expect(file).toContain('DTSTART:20310314T180000Z');
    expect(file).toContain('DESCRIPTION:- Who drives');

    await ada.button('Done').click();
    await ada.page.getByText('Fri, Mar 14, 2031 · already marked as done').waitFor();
    await openPractices(ada);
    await list(ada, 'Past').getByText('In Berlin').waitFor();
    await list(ada, 'Upcoming').getByText('At home').waitFor();
    await ada.button('Upcoming 1').click();
    await list(ada, 'Past').waitFor({ state: 'detached' });
    await ada.button('Done 1').click();
    await ada.page.getByText('No matching practices').waitFor();
    await ada.button('Upcoming 1').click();
    await row(ada, 'In Berlin').waitFor();
    expect(await row(ada, 'At home').count()).toBe(0);
    await open(ada, 'In Berlin');
    await ada.page.goBack();
    // The filters are in the URL.
    expect(await ada.button('Done 1').getAttribute('aria-pressed')).toBe('true');
    await ada.button('All').click();
    await row(ada, 'At home').waitFor();
  });

  test('one that is added offline arrives exactly once', async ({ device }) => {
    const { alice, bob } = await twoInABand(device, { keepsApp: true });
    await Promise.all([openPractices(alice), openPractices(bob)]);
    await alice.setOffline(true);
    await add(alice, 'In the cellar');
    await icon(alice, 'In the cellar', 'pending').waitFor();
    await alice.setOffline(false);
    await row(bob, 'In the cellar').waitFor();
    await icon(alice, 'In the cellar', 'synced').waitFor();
    expect(await row(bob, 'In the cellar').count()).toBe(1);
    expect(await row(alice, 'In the cellar').count()).toBe(1);
  });
});
