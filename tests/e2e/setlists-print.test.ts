import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect } from 'vitest';
import { until } from '../support/until.ts';
import { twoInABand } from './support/band.ts';
import { openSet, seedSet } from './support/sets.ts';
import { test } from './support/test.ts';

const long = (index: number) =>
  `${index + 1} (I Never Promised You a Song With a Short Name, Part ${index + 1}) feat. Everybody in the Whole Room`;
const squeezed = (text: string) => text.replace(/\s+/g, '');

describe('a printed setlist', () => {
  test('fits one page with all titles (5, 40 long ones, 60), and its preview fits a phone', async ({ device }) => {
    const { alice: ada, alicePerson: person } = await twoInABand(device);
    for (const [count, least, everyLong, name] of [
      [5, 30, 3, 'Set of 5'],
      // A name of three lines leaves less space for the songs, but does not run off the paper.
      [40, 7, 1, `The whole night ${'at the harbour '.repeat(6)}`.trim()],
      [60, 7, 3, 'Set of 60'],
    ] as const) {
      const titles = Array.from({ length: count }, (_, index) =>
        index % everyLong === 0 ? long(index) : `Tune ${index + 1}x`,
      );
      await seedSet(ada, person, titles, count, { name });
      await openSet(ada, name);
      await ada.link('Print').click();
      await ada.page.locator('[data-ready]').waitFor();
      for (const field of ['BPM', 'Clock']) await ada.button(field).click();
      const fit = await ada.page.locator('[data-fit]').getAttribute('data-fit');
      const points = Number(fit?.split('x')[1]);
      expect(points, `the font of ${count} songs`).toBeGreaterThanOrEqual(least);
      const sheet = ada.page.getByRole('region', { name: 'Printed page' });
      await ada.page.setViewportSize({ width: 390, height: 844 });
      const fits = (element: Element) => element.scrollWidth <= element.clientWidth;
      // The preview is scaled one frame after the window became narrow.
      await until(`the preview of ${count} songs to fit a phone`, () => sheet.evaluate(fits));
      expect(await ada.page.locator('html').evaluate(fits), `the page of ${count} songs on a phone`).toBe(true);
      const paper = await sheet.locator('.set-sheet').boundingBox();
      expect(paper?.width).toBeGreaterThan(320);
      expect((paper?.x ?? 0) + (paper?.width ?? 0)).toBeLessThanOrEqual(390);
      expect(await ada.page.locator('[data-fit]').getAttribute('data-fit'), 'the same sheet on a phone').toBe(fit);
      const pdf = await ada.page.pdf({ preferCSSPageSize: true });
      const document = await getDocumentProxy(new Uint8Array(pdf));
      const { totalPages, text } = await extractText(document, { mergePages: true });
      expect(totalPages, `pages of ${count} songs`).toBe(1);
      const printed = squeezed(text);
      expect(titles.filter((title) => !printed.includes(squeezed(title)))).toEqual([]);
      expect(printed).toContain('20:00');
      const cut = await ada.page.locator('.set-columns').evaluate((box) => box.scrollHeight > box.clientHeight + 1);
      expect(cut, `songs below the edge of the paper of ${count}`).toBe(false);
      await ada.page.setViewportSize({ width: 1280, height: 800 });
      // The app around the sheet is not printed.
      expect(printed).not.toContain('Members');
    }
  });
});
