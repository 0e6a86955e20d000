import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { SyncKind } from '../../apps/web/src/ui/sync-icon.tsx';
import { syncIconMarkup } from '../../apps/web/src/ui/sync-icon-markup.tsx';
import { test } from './support/test.ts';
import kept from './sync-icons.json' with { type: 'json' };

const KINDS: readonly SyncKind[] = ['synced', 'syncing', 'pending', 'error', 'unread', 'conflict', 'unknown'];
const SIZES = ['sm', 'md'] as const;
const THEMES = ['dark', 'light'] as const;

/** Pictures are compared on a grid of this many squares per side; each blurs about two pixels into one. */
const GRID = 12;
/** Squares per side of the stored picture; each is a digit from 0 (background) to 9. */
const KEPT_GRID = 8;
const CELL_PX = 24;
const SCALE = 2;

/**
 * Each square's contrast to the background relative to the strongest square, 0 to 1: the shape without color and
 * brightness.
 */
type Shape = readonly number[];

interface Picture {
  readonly kind: SyncKind;
  readonly size: (typeof SIZES)[number];
  readonly compared: Shape;
  readonly kept: Shape;
}

/** Takes pictures of all icons in one theme and converts them to grayscale. */
async function pictures(page: Page, browser: Browser, theme: (typeof THEMES)[number]): Promise<readonly Picture[]> {
  const icons = KINDS.flatMap((kind) => SIZES.map((size) => ({ kind, size })));
  const cells = icons.map(({ kind, size }) => syncIconMarkup(kind, size));
  await page.locator('html').evaluate((root, choice) => root.setAttribute('data-theme', choice), theme);
  await page.locator('body').evaluate(
    (body, { markup, px }) => {
      body.innerHTML = `<div id="icons" style="position:fixed;inset:0 auto auto 0;display:flex;background:var(--surface)">${markup
        .map((each) => `<div style="width:${px}px;height:${px}px;display:grid;place-items:center">${each}</div>`)
        .join('')}</div>`;
    },
    { markup: cells, px: CELL_PX },
  );
  const png = await page.locator('#icons').screenshot({ animations: 'disabled' });
  // A page without the app's Content-Security-Policy, which blocks these images.
  const reader = await browser.newPage();
  const shapes = await reader.evaluate(
    async ({ url, count, cell, grids }) => {
      const bitmap = await createImageBitmap(await (await fetch(url)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('No canvas');
      context.drawImage(bitmap, 0, 0);
      const { data, width } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      const grey = (x: number, y: number) => {
        const at = (y * width + x) * 4;
        return 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
      };
      const shapeOf = (left: number, grid: number) => {
        const background = grey(left, 0);
        const sums = new Array<number>(grid * grid).fill(0);
        const square = cell / grid;
        for (let y = 0; y < cell; y += 1)
          for (let x = 0; x < cell; x += 1) {
            const at = Math.floor(y / square) * grid + Math.floor(x / square);
            sums[at] = (sums[at] ?? 0) + Math.abs(grey(left + x, y) - background);
          }
        const most = Math.max(...sums, 1);
        return sums.map((sum) => sum / most);
      };
      return Array.from({ length: count }, (_, index) => grids.map((grid) => shapeOf(index * cell, grid)));
    },
    {
      url: `data:image/png;base64,${png.toString('base64')}`,
      count: icons.length,
      cell: CELL_PX * SCALE,
      grids: [GRID, KEPT_GRID],
    },
  );
  await reader.close();
  return icons.map(({ kind, size }, index) => {
    const [compared = [], small = []] = shapes[index] ?? [];
    return { kind, size, compared, kept: small };
  });
}

/** Difference of two pictures, from 0 (equal) to 1 (nothing in common). */
function difference(one: Shape, other: Shape): number {
  const sum = (of: (a: number, b: number) => number) =>
    one.reduce((all, value, index) => all + of(value, other[index] ?? 0), 0);
  return sum((a, b) => Math.abs(a - b)) / sum(Math.max);
}

const LEAST_DIFFERENCE = 0.25;
/** Rendering differences between machines stay far below this, different icons far above. */
const MOST_DRIFT = 0.08;

const rows = (shape: Shape): readonly string[] =>
  Array.from({ length: KEPT_GRID }, (_, row) =>
    shape
      .slice(row * KEPT_GRID, (row + 1) * KEPT_GRID)
      .map((value) => Math.round(value * 9))
      .join(''),
  );
const fromRows = (digits: readonly string[]): Shape => [...digits.join('')].map((digit) => Number(digit) / 9);

test('the seven sync icons differ without color, blurred, in both sizes and themes, as stored', async ({
  browser,
  device,
}) => {
  const { page } = await device('looker', { deviceScaleFactor: SCALE, reducedMotion: 'reduce' });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  const known: Readonly<Record<string, readonly string[]>> = kept;
  const alike: string[] = [];
  const changed: Record<string, readonly string[]> = {};
  for (const theme of THEMES) {
    const all = await pictures(page, browser, theme);
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(index + 1)) {
        const differ = difference(one.compared, other.compared);
        if (one.size === other.size && differ < LEAST_DIFFERENCE)
          alike.push(`${one.kind} and ${other.kind}, ${one.size}, ${theme}: ${differ.toFixed(2)}`);
      }
      const name = `${one.kind} ${theme}`;
      if (one.size === 'md' && difference(one.kept, fromRows(known[name] ?? [])) > MOST_DRIFT)
        changed[name] = rows(one.kept);
    }
  }
  expect(alike).toEqual([]);
  // After changing an icon, check it in both themes and sizes, then copy these rows into sync-icons.json.
  expect(changed).toEqual({});
});
