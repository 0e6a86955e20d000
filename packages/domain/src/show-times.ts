import type { CalendarEntry } from './ics.ts';
import type { Show } from './show.ts';
import { type ClockHere, clockHere } from './time-zones.ts';

const STOPS = [
  ['loadIn', 'Load-in'],
  ['soundcheck', 'Soundcheck'],
  ['doors', 'Doors'],
  ['setTime', 'Set'],
  ['endsAt', 'End'],
] as const satisfies readonly (readonly [keyof Show, string])[];

export interface ShowStop {
  readonly label: string;
  /** What the clock at the venue shows. */
  readonly clock: string;
  /** Whether that is in the night after the day of the show. */
  readonly afterMidnight: boolean;
  /** What this device's clock shows then, where that is something else; null where it is the same or not known. */
  readonly here: ClockHere | null;
}

/** The evening in order: every time that is known, as the venue has it and as this device has it. */
export function showStops(show: Show, deviceZone: string): readonly ShowStop[] {
  return STOPS.flatMap(([field, label]) => {
    const clock = show[field];
    return clock === null
      ? []
      : [{ label, clock, afterMidnight: clock < '06:00', here: clockHere(show, clock, deviceZone) }];
  });
}

/** The first time of the evening that is known: when one has to be there. */
export const firstTime = (show: Show): string | null => show.loadIn ?? show.soundcheck ?? show.doors ?? show.setTime;

const STATUS = {
  asked: 'TENTATIVE',
  tentative: 'TENTATIVE',
  confirmed: 'CONFIRMED',
  played: 'CONFIRMED',
  cancelled: 'CANCELLED',
} as const;

/** A show for a calendar; null as long as it has no date. The band's notes, pay and contacts stay in the book. */
export function showEntry(show: Show, setlistName: string | null): CalendarEntry | null {
  if (show.date === null) return null;
  const stops = showStops(show, show.timeZone ?? '').map(({ label, clock }) => `${label} ${clock}`);
  return {
    id: show.id,
    version: show.version,
    title: show.name,
    day: show.date,
    starts: firstTime(show),
    ends: show.endsAt,
    timeZone: show.timeZone,
    place: [show.venue, show.address].filter(Boolean).join(', ') || null,
    description: [...stops, ...(setlistName === null ? [] : [`Setlist: ${setlistName}`])].join('\n') || null,
    status: show.status === null ? null : STATUS[show.status],
  };
}
