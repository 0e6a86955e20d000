import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { oneInABand, twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { test } from './support/test.ts';

const row = (device: Device, name: string) =>
  device.page.locator('[data-record^="shows/"]').filter({ has: device.page.getByText(name, { exact: true }) });
const synced = (device: Device) => device.page.locator('main [data-sync-status="synced"]').first();

async function openShows(...devices: readonly Device[]): Promise<void> {
  await Promise.all(
    devices.map(async (device) => {
      await device.link('Shows').click();
      await device.page.getByRole('heading', { level: 1, name: 'Shows' }).waitFor();
    }),
  );
}

async function addShow(device: Device, fields: Readonly<Record<string, string>>): Promise<void> {
  await device.button('Add show').click();
  for (const [label, value] of Object.entries(fields)) {
    const field = device.field(label);
    if (label === 'Status') await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await device.button('Save').click();
  await device.field('Name').waitFor({ state: 'detached' });
}

const FRIDAY = {
  Name: 'Friday at the Forum',
  Date: '2031-11-28',
  Status: 'Confirmed',
  Venue: 'The Forum',
  Address: '12 Canal Street',
  'Load-in': '17:30',
  Set: '20:30',
  End: '01:00',
  'Time zone': 'Europe/Berlin',
  Pay: '600.50',
  Currency: 'EUR',
};

describe('shows', () => {
  test('a show arrives with all its fields; contacts that both add are kept', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    await openShows(alice, bob);
    await bob.page.getByText('No shows yet').waitFor();
    await addShow(alice, FRIDAY);
    await bob.toast(/Alice added a show/).waitFor();
    await row(bob, FRIDAY.Name).locator('[data-sync-status="unread"]').waitFor();
    await row(bob, FRIDAY.Name).getByRole('link').click();
    await bob.page.getByText('Fri, Nov 28, 2031').waitFor();
    await bob.page.getByText('€600.50').waitFor();
    await bob.page.getByText('after midnight').waitFor();
    const map = await bob.page.getByRole('link', { name: /Map/ }).getAttribute('href');
    expect(map).toBe('https://www.google.com/maps/search/?api=1&query=The%20Forum%2C%2012%20Canal%20Street');

    await row(alice, FRIDAY.Name).getByRole('link').click();
    await Promise.all([addContact(alice, 'Robin', '+44 20 7946 0123'), addContact(bob, 'Sam', '555-0100')]);
    for (const each of [alice, bob]) {
      await each.page.getByRole('link', { name: '+44 20 7946 0123' }).waitFor();
      await each.page.getByRole('link', { name: '555-0100' }).waitFor();
      await synced(each).waitFor();
    }

    const [download] = await Promise.all([bob.page.waitForEvent('download'), bob.button('Add to calendar').click()]);
    expect(download.suggestedFilename()).toBe('Friday-at-the-Forum.ics');
    expect(await readFile(await download.path(), 'utf8')).toContain('DTSTART:20311128T163000Z');
  });

  test('both edit offline: different fields merge, the same field conflicts', async ({ device }) => {
    const { alice, bob } = await twoInABand(device, { keepsApp: true });
    await openShows(alice, bob);
    await addShow(alice, { Name: 'Saturday', Date: '2031-11-29' });
    await row(bob, 'Saturday').getByRole('link').click();
    await row(alice, 'Saturday').getByRole('link').click();
    await synced(bob).waitFor();
    await Promise.all([alice.setOffline(true), bob.setOffline(true)]);
    await edit(alice, { Venue: 'Depot', Doors: '19:00' });
    await edit(bob, { Venue: 'Forum', End: '23:30' });
    await alice.page.locator('main [data-sync-status="pending"]').first().waitFor();
    await alice.setOffline(false);
    await synced(alice).waitFor();
    await bob.setOffline(false);
    for (const each of [alice, bob]) {
      await each.page.locator('main [data-sync-status="conflict"]').first().waitFor();
      await each.page.getByText('19:00').waitFor();
      await each.page.getByText('23:30').waitFor();
    }
    await bob.button('Resolve').first().click();
    await bob.button("Keep Alice's").click();
    for (const each of [alice, bob]) {
      await each.page.locator('main [data-sync-status="conflict"]').first().waitFor({ state: 'detached' });
      await each.page.locator('article').getByText('Depot', { exact: true }).waitFor();
    }
  });

  test('empty fields stay empty, invalid amounts are named, deleting can be undone', async ({ device }) => {
    const ada = await oneInABand(device, { viewport: { width: 320, height: 700 } });
    await openShows(ada);
    await ada.button('Add show').click();
    await ada.field('Name').fill('Bare');
    await ada.field('Pay').fill('a lot');
    await ada.button('Save').click();
    await ada.page.getByText('Pay must be an amount like 450 or 450.50').waitFor();
    await ada.field('Pay').fill('');
    await ada.button('Save').click();
    await row(ada, 'Bare').locator('[data-sync-status="synced"]').waitFor();
    await row(ada, 'Bare').getByText('No date yet').waitFor();
    expect(await ada.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await row(ada, 'Bare').getByRole('link').click();
    expect(await ada.page.locator('article').textContent()).not.toMatch(/NaN|null|undefined|€|\b0\b/);
    await ada.page.goBack();
    await row(ada, 'Bare').getByRole('button', { name: 'More' }).click();
    await ada.page.getByRole('menuitem', { name: 'Delete' }).click();
    await ada.page.getByText('No shows yet').waitFor();
    await ada.button('Undo').click();
    await row(ada, 'Bare').waitFor();
  });

  for (const timezoneId of ['Pacific/Pago_Pago', 'Pacific/Kiritimati']) {
    test(`the date is the one that was typed, in ${timezoneId}`, async ({ device }) => {
      const ada = await oneInABand(device, { timezoneId });
      await openShows(ada);
      await addShow(ada, { ...FRIDAY });
      await row(ada, FRIDAY.Name).getByText('Fri, Nov 28, 2031').waitFor();
      await row(ada, FRIDAY.Name).getByRole('link').click();
      await ada.page.getByText('Fri, Nov 28, 2031').waitFor();
      const here = timezoneId === 'Pacific/Pago_Pago' ? '08:30 your time' : '09:30 your time, the day after';
      await ada.page.getByText(here).waitFor();
    });
  }
});

async function addContact(device: Device, name: string, phone: string): Promise<void> {
  await device.button('Add contact').click();
  const form = device.page.getByRole('dialog');
  await form.getByLabel('Name', { exact: true }).fill(name);
  await form.getByLabel('Phone', { exact: true }).fill(phone);
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
}

async function edit(device: Device, fields: Readonly<Record<string, string>>): Promise<void> {
  await device.button('Edit').click();
  for (const [label, value] of Object.entries(fields)) await device.field(label).fill(value);
  await device.button('Save').click();
  await device.field('Name').waitFor({ state: 'detached' });
}
