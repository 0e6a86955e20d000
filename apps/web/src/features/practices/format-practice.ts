import { clockHere, formatDay, type Practice, type PracticeValues } from '@rockon/domain';
import { yourTime } from '../../records/page-messages.tsx';
import * as messages from './messages.ts';

/** What a practice is called: its name, or else its day. */
export const nameOfPractice = ({ name, date }: Pick<PracticeValues, 'name' | 'date'>): string =>
  name ?? (date === null ? messages.unnamedPractice : messages.practiceOn(formatDay(date)));

/** `19:00–22:00`, `19:00`, `until 22:00`; null without times. */
export function timesInWords({ startsAt, endsAt }: Pick<PracticeValues, 'startsAt' | 'endsAt'>): string | null {
  if (startsAt === null) return endsAt === null ? null : messages.untilTime(endsAt);
  return endsAt === null ? startsAt : `${startsAt}–${endsAt}`;
}

/** `13:00–16:00 your time`; null where this device's clock shows the same times, or none are known. */
export function timesHere(
  practice: Pick<PracticeValues, 'date' | 'timeZone' | 'startsAt' | 'endsAt'>,
  deviceZone: string,
): string | null {
  const [starts, ends] = [practice.startsAt, practice.endsAt].map((clock) =>
    clock === null ? null : clockHere(practice, clock, deviceZone),
  );
  const first = starts ?? ends;
  const times = timesInWords({ startsAt: starts?.clock ?? null, endsAt: ends?.clock ?? null });
  return first == null || times === null ? null : yourTime(times, first);
}

/** `5 items, 2 of 3 objectives reached`; null where nothing is planned yet. */
export function planInWords({ agenda, objectives }: Pick<Practice, 'agenda' | 'objectives'>): string | null {
  const goals = Object.values(objectives);
  const items = Object.keys(agenda).length;
  const reached = goals.filter(({ done }) => done === true).length;
  const parts = [
    items === 0 ? null : messages.itemCount(items),
    goals.length === 0 ? null : messages.objectivesReached(reached, goals.length),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}
