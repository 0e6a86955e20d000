import type { BandRecord } from './tables.ts';

/** Unsent changes of this device count as the newest. */
const changed = ([, { updatedAt }]: BandRecord): number =>
  updatedAt === null ? Number.POSITIVE_INFINITY : Date.parse(updatedAt);

function newer(a: BandRecord, b: BandRecord): boolean {
  const [left, right] = [changed(a), changed(b)];
  return left === right ? a[1].id < b[1].id : left > right;
}

/** The latest changes, newest first. One pass, for bands with ten thousand songs. */
export function lastChanged(work: readonly BandRecord[], count: number): BandRecord[] {
  const best: BandRecord[] = [];
  for (const each of work) {
    const last = best.at(-1);
    if (best.length === count && last !== undefined && !newer(each, last)) continue;
    const place = best.findIndex((other) => newer(each, other));
    best.splice(place === -1 ? best.length : place, 0, each);
    if (best.length > count) best.pop();
  }
  return best;
}
