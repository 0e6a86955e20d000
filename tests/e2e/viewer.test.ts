import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import { viewerInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { orderAt, push } from './support/sets.ts';
import { test } from './support/test.ts';

const [song, setlist, show, practice] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const order = orderAt(0);

/** One record of each kind, with something in every part that an editor could change. */
const RECORDS = [
  { table: 'songs', record: song, set: { title: 'Creep', key: 'G', duration_seconds: 200 } },
  {
    table: 'setlists',
    record: setlist,
    set: {
      name: 'Friday night',
      items: { i: { kind: 'song', song, title: 'Creep', order }, s: { kind: 'section', title: 'Encore', order: 'c0' } },
    },
  },
  {
    table: 'shows',
    record: show,
    set: {
      name: 'At the Forum',
      date: '2031-11-28',
      status: 'confirmed',
      setlist_id: setlist,
      contacts: { c: { name: 'Robin', phone: '555-0100', order } },
    },
  },
  {
    table: 'practices',
    record: practice,
    set: {
      name: 'Before the Forum',
      date: '2031-11-25',
      status: 'planned',
      rating: 4,
      wrap_up: 'Tight.',
      agenda: { a: { kind: 'song', song, title: 'Creep', order } },
      objectives: { o: { text: 'Endings', order } },
    },
  },
].map((each) => ({ ...each, op: 'insert' as const }));

/** Accessible names of all controls in the page itself. */
const controls = (device: Device): Promise<string[]> =>
  device.page
    .locator('main')
    .locator('button:enabled, input:enabled, textarea:enabled, select:enabled, [draggable="true"]')
    .evaluateAll((elements) =>
      elements.map((element) => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''),
    );

const TRANSFER = 'Import and export';
const CALENDAR = 'Add to calendar';
const HISTORY = 'History';

/** Waits until the page is complete, then compares its controls with the allowed ones. */
async function expectReadOnly(device: Device, where: string, allowed: readonly string[]): Promise<void> {
  await device.page.getByText('You have view-only access.').waitFor();
  for (const name of allowed) await device.button(name).waitFor();
  expect(await device.page.getByRole('dialog').count(), `dialogs: ${where}`).toBe(0);
  // Read marks are personal, so viewers have this button too.
  const offered = (await controls(device)).filter((name) => name !== 'Mark all as read');
  expect(offered.sort(), where).toEqual([...allowed].sort());
}

describe('viewers', () => {
  test('see a notice on every page, and no control that the server would reject', async ({ device }) => {
    const vera = await viewerInABand(device, (founder, band) => push(founder, band, RECORDS));
    await vera.page.goto('/songs?add');
    await vera.row('Creep').waitFor();
    expect(await vera.page.getByRole('dialog').count()).toBe(0);
    // Searching and sorting stay available.
    const names = await controls(vera);
    expect(names.filter((name) => /add|edit|delete|more|select|paste/i.test(name))).toEqual([]);
    await vera.row('Creep').getByRole('link', { name: 'Creep' }).click();
    await expectReadOnly(vera, 'a song', [HISTORY]);
    for (const [list, name, inside, allowed] of [
      ['Setlists', 'Friday night', 'Creep', [HISTORY]],
      ['Shows', 'At the Forum', 'Robin', [CALENDAR, HISTORY]],
      ['Practices', 'Before the Forum', 'Endings', [CALENDAR, HISTORY]],
    ] as const) {
      await vera.link(list).click();
      await vera.page.getByRole('heading', { level: 1, name: list }).waitFor();
      await expectReadOnly(vera, list, [TRANSFER]);
      await vera.page.getByRole('link', { name, exact: true }).click();
      await vera.page.locator('article').getByText(inside, { exact: true }).first().waitFor();
      await expectReadOnly(vera, name, allowed);
    }
    await expectAccessible(vera, 'a read-only practice');
    await vera.page.goto(`/setlists/${setlist}?edit&songs`);
    await expectReadOnly(vera, 'the address of a form', [HISTORY]);
    await vera.page.goto('/setlists?add');
    await expectReadOnly(vera, 'the address of a new one', [TRANSFER]);
    await vera.button(TRANSFER).click();
    const entries = vera.page.getByRole('menuitem');
    await entries.first().waitFor();
    expect(await entries.allTextContents()).toEqual(['Export']);
  });
});
