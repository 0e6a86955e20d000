import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect } from 'vitest';
import { somebody } from './support/device.ts';
import { openSet, seedSet } from './support/sets.ts';
import { test } from './support/test.ts';

const long = (index: number) =>
  `${index + 1} (I Never Promised You a Song With a Short Name, Part ${index + 1}) feat. Everybody in the Whole Room`;
const squeezed = (text: string) => text.replace(/\s+/g, '');

describe('a printed setlist', () => {
  test('stands on one page with every title, whether of 5, 25 or 60 songs', async ({ device }) => {
    const ada = await device('ada');
    const person = somebody('Ada');
    await ada.signUp(person);
    await ada.createBand('The Quiet Ones');
    for (const [count, least] of [
      [5, 30],
      [25, 12],
      [60, 7],
    ] as const) {
      const titles = Array.from({ length: count }, (_, index) =>
        index % 3 === 0 ? long(index) : `Tune ${index + 1}x`,
      );
      const { name } = await seedSet(ada, person, titles, count, { name: `Set of ${count}` });
      await openSet(ada, name);
      await ada.link('Print').click();
      await ada.page.locator('[data-ready]').waitFor();
      for (const field of ['BPM', 'Clock']) await ada.button(field).click();
      const fit = await ada.page.locator('[data-fit]').getAttribute('data-fit');
      const points = Number(fit?.split('x')[1]);
      expect(points, `the font of ${count} songs`).toBeGreaterThanOrEqual(least);
      const pdf = await ada.page.pdf({ preferCSSPageSize: true });
      const document = await getDocumentProxy(new Uint8Array(pdf));
      const { totalPages, text } = await extractText(document, { mergePages: true });
      expect(totalPages, `pages of ${count} songs`).toBe(1);
      const printed = squeezed(text);
      expect(titles.filter((title) => !printed.includes(squeezed(title)))).toEqual([]);
      expect(printed).toContain('20:00');
      // The app around the sheet is not on the paper.
      expect(printed).not.toContain('Members');
    }
  });
});
