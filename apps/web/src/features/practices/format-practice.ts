import { clockHere, formatDay, type Practice, type PracticeValues } from '@rockon/domain';

/** What a practice is called: its name, or else its day. */
export const nameOfPractice = ({ name, date }: Pick<PracticeValues, 'name' | 'date'>): string =>
  name ?? (date === null ? 'Practice' : `Practice on ${formatDay(date)}`);

/** `19:00–22:00`, `19:00`, `until 22:00`; null without times. */
export function timesInWords({ startsAt, endsAt }: Pick<PracticeValues, 'startsAt' | 'endsAt'>): string | null {
  if (startsAt === null) return endsAt === null ? null : `until ${endsAt}`;
  return endsAt === null ? startsAt : `${startsAt}–${endsAt}`;
}

/** `13:00–16:00 your time`, of clocks elsewhere; null where this device's clock shows the same, or nothing is known. */
export function timesHere(
  practice: Pick<PracticeValues, 'date' | 'timeZone' | 'startsAt' | 'endsAt'>,
  deviceZone: string,
): string | null {
  const [starts, ends] = [practice.startsAt, practice.endsAt].map((clock) =>
    clock === null ? null : clockHere(practice, clock, deviceZone),
  );
  const first = starts ?? ends;
  if (first == null) return null;
  const times = timesInWords({ startsAt: starts?.clock ?? null, endsAt: ends?.clock ?? null });
  return `${times} your time${first.dayBefore ? ', the day before' : first.dayAfter ? ', the day after' : ''}`;
}

export const countOf = (count: number, noun: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`;

/** `5 items, 2 of 3 objectives reached`; null where nothing is planned yet. */
export function planInWords({ agenda, objectives }: Pick<Practice, 'agenda' | 'objectives'>): string | null {
  const goals = Object.values(objectives);
  const parts = [
    Object.keys(agenda).length === 0 ? null : countOf(Object.keys(agenda).length, 'item'),
    goals.length === 0
      ? null
      : `${goals.filter(({ done }) => done === true).length} of ${countOf(goals.length, 'objective')} reached`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}
