import { show as entity, type Setlist, SHOW_STATUS_LABELS, SHOW_STATUSES, type Show } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { useId } from 'react';
import { useBand } from '../../platform/band-context.tsx';
import { deviceZone, knownZones } from '../../platform/device-zone.ts';
import { RecordFormDialog } from '../../platform/records/record-form-dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { PayFields } from './pay-fields.tsx';

const TIMES = ['loadIn', 'soundcheck', 'doors', 'setTime', 'endsAt'] as const;
const byName = (a: Setlist & Row, b: Setlist & Row) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);

/** All of a show but its contacts, which are kept one by one on its page. */
export function ShowFormDialog({
  show,
  onClose,
  onAdded,
}: {
  readonly show?: Show;
  readonly onClose: () => void;
  readonly onAdded?: (id: string) => void;
}) {
  const { id: scope } = useBand();
  const { rows: setlists } = useRecords<Setlist & Row>({ scope, table: 'setlists', sort: byName });
  const zones = useId();
  return (
    <RecordFormDialog
      entity={entity}
      record={show}
      initial={{ timeZone: deviceZone() }}
      title={show === undefined ? 'New show' : 'Edit show'}
      onClose={onClose}
      {...(onAdded !== undefined && { onAdded })}
    >
      {(part) => {
        const { field, form } = part;
        const chosen = form.getValues('setlistId');
        return (
          <div className="grid grid-cols-2 gap-x-3.5 gap-y-4 desk:grid-cols-6">
            <TextField
              label="Name"
              {...field('name')}
              autoFocus
              required
              autoComplete="off"
              className="col-span-2 desk:col-span-3"
            />
            <TextField label="Date" {...field('date')} type="date" className="desk:col-span-2" />
            <SelectField label="Status" {...field('status')} className="desk:col-span-1">
              <option value="">–</option>
              {SHOW_STATUSES.map((status) => (
                <option key={status} value={status}>
                  {SHOW_STATUS_LABELS[status]}
                </option>
              ))}
            </SelectField>
            <TextField label="Venue" {...field('venue')} autoComplete="off" className="col-span-2 desk:col-span-2" />
            <TextField
              label="Address"
              {...field('address')}
              autoComplete="off"
              className="col-span-2 desk:col-span-4"
            />
            <fieldset className="col-span-2 grid grid-cols-2 gap-x-3.5 gap-y-4 sm:grid-cols-5 desk:col-span-6">
              <legend className="sr-only">Times on the clock of the venue</legend>
              {TIMES.map((name) => (
                <TextField key={name} label={entity.fields[name].label} {...field(name)} type="time" />
              ))}
            </fieldset>
            <TextField
              label="Time zone"
              {...field('timeZone', 'Of the venue')}
              list={zones}
              autoComplete="off"
              className="col-span-2 desk:col-span-2"
            />
            <PayFields {...part} />
            <SelectField label="Setlist" {...field('setlistId')} className="col-span-2 desk:col-span-2">
              <option value="">–</option>
              {setlists.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              {chosen !== '' && !setlists.some(({ id }) => id === chosen) && (
                <option value={chosen}>A setlist that was deleted</option>
              )}
            </SelectField>
            <TextArea label="Notes" {...field('notes')} rows={4} className="col-span-2 desk:col-span-6" />
            <datalist id={zones}>
              {knownZones().map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </div>
        );
      }}
    </RecordFormDialog>
  );
}
