import { type ComponentProps, useId } from 'react';
import { knownZones } from '../lib/device-zone.ts';
import { TextField } from '../ui/field.tsx';

/** The zone of the clocks of a show or practice: any name can be typed, those that this device knows are offered. */
export function ZoneField(props: Omit<ComponentProps<typeof TextField>, 'label'>) {
  const list = useId();
  return (
    <>
      <TextField label="Time zone" {...props} list={list} autoComplete="off" />
      <datalist id={list}>
        {knownZones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
