import { type ComponentProps, useId } from 'react';
import { knownZones } from '../lib/device-zone.ts';
import { TextField } from '../ui/field.tsx';
import * as messages from './page-messages.tsx';

/** The time zone of a show or practice: suggests the zones that this device knows, accepts any name. */
export function ZoneField(props: Omit<ComponentProps<typeof TextField>, 'label'>) {
  const list = useId();
  return (
    <>
      <TextField label={messages.timeZone} {...props} list={list} autoComplete="off" />
      <datalist id={list}>
        {knownZones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
