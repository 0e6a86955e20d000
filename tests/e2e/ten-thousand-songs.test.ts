import { describe, expect } from 'vitest';
import { bandNamed, pushSongs, signedIn } from './support/api.ts';
import { somebody } from './support/device.ts';
import { recordTasks } from './support/tasks.ts';
import { test } from './support/test.ts';

const count = 10_000;
const perPush = 500;
const longestTaskMs = 200;

const titleOf = (index: number): string => `Song ${String(index).padStart(5, '0')}`;

describe('ten thousand songs', () => {
  test('a new device gets them all, the list scrolls to the end, and nothing blocks longer than 200 ms', async ({
    browser,
    device,
  }) => {
    const alicePerson = somebody('Alice');
    const alice = await device('alice');
    await alice.signUp(alicePerson);
    await alice.createBand('The Many');
    // Closed while the songs are written: it has nothing to do with this test.
    await alice.page.context().close();
    const client = await signedIn(alice.url, alicePerson);
    const band = await bandNamed(client, 'The Many');
    for (let from = 0; from < count; from += perPush) {
      const songs = Array.from({ length: perPush }, (_, index) => ({
        set: { title: titleOf(from + index), artist: 'The Many', key: 'Am', bpm: 100 + (index % 80) },
      }));
      const { data, error } = await pushSongs(client, band, songs);
      expect(error).toBeNull();
      expect(data?.results.every((result) => result.status === 'applied')).toBe(true);
    }

    const tablet = await device('tablet');
    const tasks = await recordTasks(browser, tablet.page);
    await tablet.signIn(alicePerson);
    await tablet.openSongs();
    await tablet.row(titleOf(0)).waitFor();
    await tablet.songCount(count).waitFor({ timeout: 30_000 });

    await tablet.scrollToEnd();
    await tablet.row(titleOf(count - 1)).waitFor();
    const measured = await tasks();
    expect(measured.length, 'tasks were recorded').toBeGreaterThan(100);
    expect(Math.max(...measured), 'processor time of the longest task, in ms').toBeLessThan(longestTaskMs);
  }, 120_000);
});
