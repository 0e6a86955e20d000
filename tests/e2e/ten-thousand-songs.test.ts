import { describe, expect } from 'vitest';
import { bandNamed, pushSongs, signedIn } from './support/api.ts';
import { somebody } from './support/device.ts';
import { test } from './support/test.ts';

const count = 10_000;
const perPush = 500;

const titleOf = (index: number): string => `Song ${String(index).padStart(5, '0')}`;

describe('ten thousand songs', () => {
  test('a new device downloads all, and the list scrolls to the last', async ({ device }) => {
    const alicePerson = somebody('Alice');
    const alice = await device('alice');
    await alice.signUp(alicePerson);
    await alice.createBand('The Many');
    // Closed while the songs are written; this test does not need it.
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
    await tablet.signIn(alicePerson);
    await tablet.openSongs();
    await tablet.row(titleOf(0)).waitFor();
    await tablet.songCount(count).waitFor();

    await tablet.scrollToEnd();
    await tablet.row(titleOf(count - 1)).waitFor();
  });
});
