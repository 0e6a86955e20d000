import { sortedItems } from './fields/order.ts';
import type { CalendarEntry } from './ics.ts';
import type { AgendaItem, Practice } from './practice.ts';

const STATUS = { planned: 'CONFIRMED', done: 'CONFIRMED', cancelled: 'CANCELLED' } as const;

/**
 * A calendar entry for a practice, with its agenda; null without a date. Notes, objectives and the wrap-up are left out.
 * `titleOf` returns a song's title by its id, if known.
 */
export function practiceEntry(
  practice: Practice,
  setlistName: string | null,
  titleOf: (song: string) => string | undefined,
): CalendarEntry | null {
  if (practice.date === null) return null;
  const agenda = sortedItems<AgendaItem>(practice.agenda).flatMap(({ song, title }) => {
    const words = (song === undefined ? undefined : titleOf(song)) ?? title;
    return words === undefined ? [] : [`- ${words}`];
  });
  return {
    id: practice.id,
    version: practice.version,
    title: practice.name ?? 'Practice',
    day: practice.date,
    starts: practice.startsAt,
    ends: practice.endsAt,
    timeZone: practice.timeZone,
    place: practice.place,
    description: [...agenda, ...(setlistName === null ? [] : [`Setlist: ${setlistName}`])].join('\n') || null,
    status: practice.status === null ? null : STATUS[practice.status],
  };
}
