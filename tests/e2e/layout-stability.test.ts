import { randomUUID } from 'node:crypto';
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { bandNamed, pushSongs, signedIn } from './support/api.ts';
import { twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { test } from './support/test.ts';

interface LargeBand {
  readonly client: SupabaseClient;
  readonly band: string;
  readonly device: string;
  readonly songs: readonly string[];
}

const padded = (number: number) => String(number).padStart(4, '0');

async function addSongs(
  alice: Device,
  person: { email: string; password: string; name: string },
  count: number,
): Promise<LargeBand> {
  const client = await signedIn(alice.url, person);
  const band = await bandNamed(client, 'The Quiet Ones');
  const songs = Array.from({ length: count }, () => randomUUID());
  for (let from = 0; from < count; from += 200) {
    const part = songs
      .slice(from, from + 200)
      .map((id, index) => ({ id, set: { title: `Song ${padded(from + index)}` } }));
    expect((await pushSongs(client, band, part)).error).toBeNull();
  }
  await alice.songCount(count).waitFor();
  return { client, band, device: randomUUID(), songs };
}

/** A hundred changes by somebody else in ten commits. Titles stay the same, so rows keep their order; ten songs are added on top. */
async function hundredChanges({ client, band, device, songs }: LargeBand): Promise<void> {
  let id = 0;
  for (let commit = 0; commit < 10; commit += 1) {
    const mutations = Array.from({ length: 10 }, (_, index) => {
      id += 1;
      const added = index === 0;
      return {
        id,
        scope: band,
        table: 'songs',
        record: added ? randomUUID() : songs[(commit * 7 + index * 11) % songs.length],
        op: added ? 'insert' : 'update',
        base: added ? null : 1,
        set: added ? { title: `A new one ${padded(commit)}` } : { bpm: 60 + commit * 10 + index },
        was: {},
      };
    });
    const { error } = await client.rpc('sync_push', { request: { protocol: 1, client: device, acked: 0, mutations } });
    expect(error).toBeNull();
  }
}

/** Starts adding up the browser's layout shift scores. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift' });
  });
  return () =>
    page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.reduce((sum, each) => sum + each, 0));
}

/** The row in the middle of the screen, its position, and the focused element. */
const lookedAt = (page: Page, title: string) =>
  page.evaluate((text) => {
    const link = [...document.querySelectorAll('a')].find(({ textContent }) => textContent === text);
    return { top: Math.round(link?.getBoundingClientRect().top ?? -1), focused: document.activeElement?.textContent };
  }, title);

describe.each([
  ['every row is in the page', 120, 'Song 0060'],
  ['only the rows in sight are in the page', 400, 'Song 0200'],
])('a hundred changes while reading, when %s', (_, count, title) => {
  test('leave scroll position, focus and layout unchanged', async ({ device }) => {
    const { alice, alicePerson, bob } = await twoInABand(device);
    const large = await addSongs(bob, alicePerson, count);
    const { page } = bob;
    const row = page.getByRole('link', { name: title, exact: true });
    await page.evaluate((part) => window.scrollTo(0, document.documentElement.scrollHeight * part), 0.47);
    await row.waitFor();
    await row.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await row.focus();
    await alice.page.close();
    const shifts = await watchShifts(page);
    const before = await lookedAt(page, title);
    await hundredChanges(large);
    await bob.songCount(count + 10).waitFor();
    expect(await lookedAt(page, title)).toEqual(before);
    expect(before.focused).toBe(title);
    expect(await shifts()).toBe(0);
  });
});

test('a hundred changes while typing keep the text, the caret and the selection', async ({ device }) => {
  const { alice, alicePerson, bob } = await twoInABand(device);
  const large = await addSongs(bob, alicePerson, 120);
  const { page } = bob;
  await page.goto(`/songs/${large.songs[11]}?edit`);
  const notes = bob.field('Notes');
  await notes.fill('Start softly, then all together');
  await notes.evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(6, 12));
  await alice.page.close();
  const state = () =>
    notes.evaluate((element: HTMLTextAreaElement) => [
      element.value,
      element.selectionStart,
      element.selectionEnd,
      document.activeElement === element,
    ]);
  const before = await state();
  expect(before).toEqual(['Start softly, then all together', 6, 12, true]);
  await hundredChanges(large);
  await page.getByText(/^Alice changed this: \d+/).waitFor();
  expect(await state()).toEqual(before);
});
