import { describe, expect, it } from 'vitest';
import { fitSheet } from './fit-sheet.ts';

/** A sheet for `lines` lines: each is as high as its font, columns share them, and a wide font needs a wide column. */
const sheet = (lines: number, widest: number) => (columns: number, points: number) =>
  Math.ceil(lines / columns) * points * 1.4 <= 780 && widest * points * 0.5 <= 540 / columns;

describe('the size of a printed set', () => {
  it('is as large as the paper allows, never larger than a stage needs', () => {
    expect(fitSheet(sheet(5, 20))).toEqual({ columns: 1, points: 34, whole: true });
    expect(fitSheet(sheet(25, 20))).toEqual({ columns: 1, points: 22.25, whole: true });
  });

  it('takes a second column only where that makes it larger', () => {
    expect(fitSheet(sheet(60, 20))).toMatchObject({ columns: 2, points: 18.5, whole: true });
    expect(fitSheet(sheet(25, 60)).columns).toBe(1);
  });

  it('says so when even the smallest does not fit', () => {
    expect(fitSheet(() => false)).toEqual({ columns: 3, points: 5, whole: false });
  });
});
