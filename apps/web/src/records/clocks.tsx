import { type ClockHere, knowsZone } from '@rockon/domain';

/** `14:30 your time, the day before` */
export function hereInWords({ clock, dayBefore, dayAfter }: ClockHere): string {
  return `${clock} your time${dayBefore ? ', the day before' : dayAfter ? ', the day after' : ''}`;
}

/** Why there is no time of this device, where its calendar has never heard of the zone. */
export function UnknownZone({ zone, place }: { readonly zone: string | null; readonly place: 'venue' | 'place' }) {
  if (zone === null || knowsZone(zone)) return null;
  return (
    <p className="text-13 text-muted">
      This device does not know the time zone “{zone}”: times are those of the {place}.
    </p>
  );
}
