import { describe, expect, it } from 'vitest';
import { firstThatFits, MOST_CHARACTERS, middleSquare } from './picture.ts';

describe('a picture of somebody', () => {
  it('is cut to the middle square, lying or standing', () => {
    expect(middleSquare(400, 300)).toEqual({ x: 50, y: 0, edge: 300 });
    expect(middleSquare(300, 401)).toEqual({ x: 0, y: 50, edge: 300 });
    expect(middleSquare(1, 1)).toEqual({ x: 0, y: 0, edge: 1 });
  });

  it('is encoded as well as the limit allows, and refused rather than kept too large', () => {
    const tried: number[] = [];
    const url = firstThatFits((quality) => {
      tried.push(quality);
      return 'x'.repeat(quality > 0.6 ? MOST_CHARACTERS + 1 : MOST_CHARACTERS);
    });
    expect(url).toHaveLength(MOST_CHARACTERS);
    expect(tried).toEqual([0.85, 0.7, 0.55]);
    expect(firstThatFits(() => 'x'.repeat(MOST_CHARACTERS + 1))).toBeNull();
  });
});
