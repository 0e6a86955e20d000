/** What a sheet looks like at its best: as large as its paper allows. */
export interface Fit {
  readonly columns: 1 | 2 | 3;
  /** Font size in points; everything on the sheet is measured in it. */
  readonly points: number;
  /** Whether all of it is on one sheet. Below the smallest size that can be read it goes on to more. */
  readonly whole: boolean;
}

const LARGEST = 34;
const SMALLEST = 5;
const STEP = 0.25;

/**
 * Finds the largest font in which everything fits, in one to three columns; more columns only where that makes the font
 * larger. `fits` lays the sheet out and looks.
 */
export function fitSheet(fits: (columns: Fit['columns'], points: number) => boolean): Fit {
  let best: Fit | null = null;
  for (const columns of [1, 2, 3] as const) {
    // A second column breaks the line of reading: it has to pay.
    const least: number = best === null ? SMALLEST : best.points * 1.3;
    const points = largest((size) => fits(columns, size), least);
    if (points !== null) best = { columns, points, whole: true };
  }
  return best ?? { columns: 3, points: SMALLEST, whole: false };
}

/** By halving: what fits in one size fits in every smaller one. */
function largest(fits: (points: number) => boolean, least: number): number | null {
  let [low, high] = [Math.ceil(least / STEP), LARGEST / STEP];
  if (low > high || !fits(low * STEP)) return null;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle * STEP)) low = middle;
    else high = middle - 1;
  }
  return low * STEP;
}
