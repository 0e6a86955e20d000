import { practice as entity, PRACTICE_STATUS_LABELS, PRACTICE_STATUSES, type Practice } from '@rockon/domain';
import { deviceZone } from '../../lib/device-zone.ts';
import { RecordFormDialog } from '../../records/record-form-dialog.tsx';
import { SetlistField } from '../../records/setlist-field.tsx';
import { ZoneField } from '../../records/zone-field.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import * as messages from './messages.ts';

/** When and where. The agenda and objectives are planned on the practice's page. */
export function PracticeFormDialog({
  record,
  onClose,
  onAdded,
}: {
  readonly record?: Practice;
  readonly onClose: () => void;
  readonly onAdded?: (id: string) => void;
}) {
  return (
    <RecordFormDialog
      entity={entity}
      record={record}
      initial={{ timeZone: deviceZone(), status: 'planned' }}
      title={record === undefined ? messages.newPractice : messages.editPractice}
      onClose={onClose}
      {...(onAdded !== undefined && { onAdded })}
    >
      {({ form, field }) => (
        <div className="grid grid-cols-2 gap-x-3.5 gap-y-4">
          <TextField
            label={entity.fields.name.label}
            {...field('name', messages.nameHint)}
            autoFocus
            autoComplete="off"
            className="col-span-2"
          />
          <TextField label={entity.fields.date.label} {...field('date')} type="date" className="max-sm:col-span-2" />
          <SelectField label={entity.fields.status.label} {...field('status')} className="max-sm:col-span-2">
            <option value="">–</option>
            {PRACTICE_STATUSES.map((status) => (
              <option key={status} value={status}>
                {PRACTICE_STATUS_LABELS[status]}
              </option>
            ))}
          </SelectField>
          <TextField label={entity.fields.startsAt.label} {...field('startsAt')} type="time" />
          <TextField label={entity.fields.endsAt.label} {...field('endsAt')} type="time" />
          <TextField
            label={entity.fields.place.label}
            {...field('place')}
            autoComplete="off"
            className="max-sm:col-span-2"
          />
          <ZoneField {...field('timeZone', messages.zoneHint)} className="max-sm:col-span-2" />
          <SetlistField {...field('setlistId')} chosen={form.getValues('setlistId')} className="col-span-2" />
          <TextArea label={entity.fields.notes.label} {...field('notes')} rows={4} className="col-span-2" />
        </div>
      )}
    </RecordFormDialog>
  );
}
