import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import { describe, expect } from 'vitest';
import { bandNamed, signedIn } from './support/api.ts';
import { untilIdle } from './support/axe.ts';
import { twoInABand } from './support/band.ts';
import { test } from './support/test.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Changes of another device in one commit. */
function pusher(client: SupabaseClient, band: string) {
  const device = randomUUID();
  let last = 0;
  return async (...work: readonly { table: string; record: string; op: string; set: object }[]) => {
    const mutations = work.map((each) => {
      last += 1;
      return { id: last, scope: band, base: each.op === 'insert' ? null : 1, was: {}, ...each };
    });
    const answer = await client.rpc('sync_push', { request: { protocol: 1, client: device, acked: 0, mutations } });
    expect(answer.error).toBeNull();
    for (const { status } of answer.data.results) expect(status).toBe('applied');
  };
}

describe('changes by others (S27, S28, S29)', () => {
  test('show a toast that covers no control on a phone, and are marked read list by list on all devices', async ({
    device,
  }) => {
    const { alice, alicePerson, bob, bobPerson } = await twoInABand(device, PHONE);
    const laptop = await device('bob-laptop');
    await laptop.signIn(bobPerson);
    const client = await signedIn(alice.url, alicePerson);
    const push = pusher(client, await bandNamed(client, 'The Quiet Ones'));
    const [song, setlist, show] = [randomUUID(), randomUUID(), randomUUID()] as const;

    await push({ table: 'shows', record: show, op: 'insert', set: { name: 'At the Forum' } });
    const toast = bob.page.getByRole('region', { name: /Notifications/ }).getByRole('listitem');
    const added = toast.filter({ hasText: 'Alice added a show' });
    await added.filter({ hasText: '“At the Forum”' }).waitFor();
    await added.evaluate(async (element) => {
      await Promise.allSettled(element.getAnimations({ subtree: true }).map(({ finished }) => finished));
    });
    const [box, header, navigation] = await Promise.all(
      [added, bob.page.locator('header').first(), bob.page.getByRole('navigation', { name: 'Main' })].map((part) =>
        part.boundingBox(),
      ),
    );
    if (!box || !header || !navigation) throw new Error('the message, the header or the navigation is not on screen');
    expect(box.y).toBeGreaterThan(header.y + header.height);
    await expect.poll(async () => ((await added.boundingBox())?.y ?? 0) + box.height).toBeLessThanOrEqual(navigation.y);

    await push({ table: 'shows', record: show, op: 'delete', set: {} });
    await toast.filter({ hasText: 'Alice deleted a show' }).filter({ hasText: '“At the Forum”' }).waitFor();
    await push(
      { table: 'songs', record: song, op: 'insert', set: { title: 'Creep' } },
      { table: 'setlists', record: setlist, op: 'insert', set: { name: 'Friday' } },
      { table: 'practices', record: randomUUID(), op: 'insert', set: { name: 'Tuesday' } },
    );
    // Four if the show was deleted less than five seconds before.
    const summary = toast.filter({ hasText: /[34] new changes by Alice/ });
    await summary.getByRole('button', { name: 'View' }).click();
    await bob.page.getByRole('heading', { name: 'New since your last visit (3)' }).waitFor();

    await bob.link('Setlists').click();
    await bob.page.locator(`[data-record="setlists/${setlist}"] [data-sync-status="unread"]`).waitFor();
    await bob.button('Mark all as read').click();
    await bob.page.locator(`[data-record="setlists/${setlist}"] [data-sync-status="synced"]`).waitFor();
    await laptop.link('Setlists').click();
    await laptop.page.locator(`[data-record="setlists/${setlist}"] [data-sync-status="synced"]`).waitFor();
    await laptop.openSongs();
    await laptop.icon('Creep', 'unread').waitFor();
    // Read on one device is read on all.
    await bob.openSongs();
    await bob.row('Creep').getByText('Creep', { exact: true }).click();
    await laptop.icon('Creep', 'synced').waitFor();
  });

  test('show the toast above the navigation at 640 pixels with text at 200 %', async ({ device }) => {
    const { alice, alicePerson, bob } = await twoInABand(device, { viewport: { width: 640, height: 1280 } });
    const devtools = await bob.page.context().newCDPSession(bob.page);
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    await bob.page.reload();
    await bob.connection('connected').waitFor();
    const client = await signedIn(alice.url, alicePerson);
    const push = pusher(client, await bandNamed(client, 'The Quiet Ones'));
    await push({ table: 'shows', record: randomUUID(), op: 'insert', set: { name: 'At the Forum' } });
    const toast = bob.page.getByRole('region', { name: /Notifications/ }).getByRole('listitem');
    await toast.filter({ hasText: 'Alice added a show' }).waitFor();
    await untilIdle(bob);
    const navigation = bob.page.getByRole('navigation', { name: 'Main' });
    const [shown, below] = await Promise.all([toast.boundingBox(), navigation.boundingBox()]);
    if (!shown || !below) throw new Error('the message or the navigation is not on screen');
    expect(shown.y + shown.height).toBeLessThanOrEqual(below.y);
  });

  test('show the toast above an open sheet on a phone without covering it', async ({ device }) => {
    const { alice, alicePerson, bob } = await twoInABand(device, { ...PHONE, viewport: { width: 320, height: 568 } });
    const client = await signedIn(alice.url, alicePerson);
    const push = pusher(client, await bandNamed(client, 'The Quiet Ones'));
    await bob.button('Add song').click();
    const sheet = bob.page.getByRole('dialog', { name: 'New song' });
    await sheet.waitFor();
    const name = `A night ${'by the harbour '.repeat(5)}`.trim();
    await push({ table: 'shows', record: randomUUID(), op: 'insert', set: { name } });
    const toast = bob.page.getByRole('region', { name: /Notifications/ }).getByRole('listitem');
    await toast.filter({ hasText: 'Alice added a show' }).waitFor();
    await untilIdle(bob);
    const [told, below] = await Promise.all([toast.boundingBox(), sheet.boundingBox()]);
    if (!told || !below) throw new Error('the message or the sheet is not on screen');
    expect(told.y).toBeGreaterThanOrEqual(0);
    expect(told.y + told.height).toBeLessThanOrEqual(below.y);
  });
});
