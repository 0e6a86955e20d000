import { type Dated, isUpcoming } from '@rockon/domain';
import * as messages from './page-messages.tsx';

/** A part of a list. The title is shown where `titled`, and is the list's accessible name otherwise. */
export interface ListPart<T> {
  readonly title: string;
  readonly titled?: boolean;
  readonly rows: readonly T[];
}

/** Upcoming (soonest first), without a date, past (latest first). */
export function byDay<T extends Dated>(
  rows: readonly T[],
  timeOf: (row: T) => string | null,
  now: number,
): readonly ListPart<T>[] {
  const when = new Map(rows.map((row) => [row, `${row.date ?? ''} ${timeOf(row) ?? '99:99'} ${row.id}`]));
  const ordered = [...rows].sort((a, b) => ((when.get(a) ?? '') < (when.get(b) ?? '') ? -1 : 1));
  return [
    { title: messages.upcoming, titled: true, rows: ordered.filter((row) => isUpcoming(row, now)) },
    { title: messages.undated, titled: true, rows: ordered.filter(({ date }) => date === null) },
    {
      title: messages.past,
      titled: true,
      rows: ordered.filter((row) => row.date !== null && !isUpcoming(row, now)).reverse(),
    },
  ].filter((part) => part.rows.length > 0);
}
