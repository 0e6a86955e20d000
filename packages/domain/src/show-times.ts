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
  /** The local time at the venue. */
  readonly clock: string;
  /** Whether that is in the night after the day of the show. */
  readonly afterMidnight: boolean;
  /** The time on this device's clock, if it differs; null when it is the same or not known. */
  readonly here: ClockHere | null;
}

/** The times of the show in order, at the venue and on this device. */
export function showStops(show: Show, deviceZone: string): readonly ShowStop[] {
  return STOPS.flatMap(([field, label]) => {
    const clock = show[field];
    return clock === null
      ? []
      : [{ label, clock, afterMidnight: clock < '06:00', here: clockHere(show, clock, deviceZone) }];
  });
}

/** The first known time of the show: when the band has to be there. */
export const firstTime = (show: Show): string | null => show.loadIn ?? show.soundcheck ?? show.doors ?? show.setTime;

const STATUS = {
  asked: 'TENTATIVE',
  tentative: 'TENTATIVE',
  confirmed: 'CONFIRMED',
  played: 'CONFIRMED',
  cancelled: 'CANCELLED',
} as const;

/** A calendar entry for a show; null without a date. The band's notes, pay and contacts are left out. */
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
