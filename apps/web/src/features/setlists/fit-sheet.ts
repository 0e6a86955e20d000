/** The layout of a printed page: as large as the paper allows. */
export interface Fit {
  readonly columns: 1 | 2 | 3;
  /** Font size in points; everything on the sheet is measured in it. */
  readonly points: number;
  /** Whether everything fits on one page. Below the smallest readable size it continues on more pages. */
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
    // Another column makes reading harder, so it must be clearly larger.
    const least: number = best === null ? SMALLEST : best.points * 1.3;
    const points = largest((size) => fits(columns, size), least);
    if (points !== null) best = { columns, points, whole: true };
  }
  return best ?? { columns: 3, points: SMALLEST, whole: false };
}

/** Binary search: what fits in one size fits in every smaller one. */
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
