import { type ClockHere, knowsZone } from '@rockon/domain';
import * as messages from './page-messages.tsx';

/** `14:30 your time, the day before` */
export const hereInWords = (here: ClockHere): string => messages.yourTime(here.clock, here);

/** Says why no local times are shown, where this device does not know the time zone. */
export function UnknownZone({ zone, place }: { readonly zone: string | null; readonly place: 'venue' | 'place' }) {
  if (zone === null || knowsZone(zone)) return null;
  return (
    <p className="text-13 text-muted">
      {place === 'venue' ? messages.unknownVenueZone(zone) : messages.unknownPlaceZone(zone)}
    </p>
  );
}
