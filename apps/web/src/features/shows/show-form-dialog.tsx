import { show as entity, SHOW_STATUS_LABELS, SHOW_STATUSES, type Show } from '@rockon/domain';
import { deviceZone } from '../../lib/device-zone.ts';
import { RecordFormDialog } from '../../records/record-form-dialog.tsx';
import { SetlistField } from '../../records/setlist-field.tsx';
import { ZoneField } from '../../records/zone-field.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import * as messages from './messages.ts';
import { PayFields } from './pay-fields.tsx';

const TIMES = ['loadIn', 'soundcheck', 'doors', 'setTime', 'endsAt'] as const;

/** The form for a show. Its contacts are edited one by one on its page. */
export function ShowFormDialog({
  record,
  onClose,
  onAdded,
}: {
  readonly record?: Show;
  readonly onClose: () => void;
  readonly onAdded?: (id: string) => void;
}) {
  return (
    <RecordFormDialog
      entity={entity}
      record={record}
      initial={{ timeZone: deviceZone() }}
      title={record === undefined ? messages.newShow : messages.editShow}
      onClose={onClose}
      {...(onAdded !== undefined && { onAdded })}
    >
      {(part) => {
        const { field, form } = part;
        return (
          <div className="grid grid-cols-2 gap-x-3.5 gap-y-4 desk:grid-cols-6">
            <TextField
              label={entity.fields.name.label}
              {...field('name')}
              autoFocus
              required
              autoComplete="off"
              className="col-span-2 desk:col-span-2"
            />
            <TextField label={entity.fields.date.label} {...field('date')} type="date" className="desk:col-span-2" />
            <SelectField label={entity.fields.status.label} {...field('status')} className="desk:col-span-2">
              <option value="">–</option>
              {SHOW_STATUSES.map((status) => (
                <option key={status} value={status}>
                  {SHOW_STATUS_LABELS[status]}
                </option>
              ))}
            </SelectField>
            <TextField
              label={entity.fields.venue.label}
              {...field('venue')}
              autoComplete="off"
              className="col-span-2 desk:col-span-2"
            />
            <TextField
              label={entity.fields.address.label}
              {...field('address')}
              autoComplete="off"
              className="col-span-2 desk:col-span-4"
            />
            <fieldset className="col-span-2 grid grid-cols-2 gap-x-3.5 gap-y-4 sm:grid-cols-5 desk:col-span-6">
              <legend className="sr-only">{messages.timesAtVenue}</legend>
              {TIMES.map((name) => (
                <TextField key={name} label={entity.fields[name].label} {...field(name)} type="time" />
              ))}
            </fieldset>
            <ZoneField {...field('timeZone', messages.zoneHint)} className="col-span-2 desk:col-span-2" />
            <PayFields {...part} />
            <SetlistField
              {...field('setlistId')}
              chosen={form.getValues('setlistId')}
              className="col-span-2 desk:col-span-2"
            />
            <TextArea
              label={entity.fields.notes.label}
              {...field('notes')}
              rows={4}
              className="col-span-2 desk:col-span-6"
            />
          </div>
        );
      }}
    </RecordFormDialog>
  );
}
