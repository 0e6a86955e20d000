import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { qrPath } from './qr-path.ts';

/** Which squares of a grid a path of rectangles covers. */
function squares(path: string, size: number): boolean[][] {
  const grid = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let each = 0; each < Number(width); each += 1) {
      const row = grid[Number(y)];
      if (row !== undefined) row[Number(x) + each] = true;
    }
  }
  return grid;
}

describe('the picture of a QR code', () => {
  it('joins the squares of a row', () => {
    expect(
      qrPath([
        [true, true, false, true],
        [false, false, false, true],
      ]),
    ).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM3 1h1v1h-1z');
  });

  it('covers exactly the dark squares of an invitation', () => {
    const { data, size } = encode('https://rockon.example/join/255J-KR7X-VSYK-DMBS', { border: 0 });
    expect(squares(qrPath(data), size)).toEqual(data);
  });
});
