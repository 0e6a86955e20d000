import {
  practice as entity,
  PRACTICE_STATUS_LABELS,
  PRACTICE_STATUSES,
  type Practice,
  type Setlist,
} from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { useBand } from '../../platform/band-context.tsx';
import { deviceZone } from '../../platform/device-zone.ts';
import { RecordFormDialog } from '../../platform/records/record-form-dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';

const byName = (a: Setlist & Row, b: Setlist & Row) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);

/** When and where. What is practised is planned on the practice's page. */
export function PracticeFormDialog({
  practice,
  onClose,
  onAdded,
}: {
  readonly practice?: Practice;
  readonly onClose: () => void;
  readonly onAdded?: (id: string) => void;
}) {
  const { id: scope } = useBand();
  const { rows: setlists } = useRecords<Setlist & Row>({ scope, table: 'setlists', sort: byName });
  return (
    <RecordFormDialog
      entity={entity}
      record={practice}
      initial={{ timeZone: deviceZone(), status: 'planned' }}
      title={practice === undefined ? 'New practice' : 'Edit practice'}
      onClose={onClose}
      {...(onAdded !== undefined && { onAdded })}
    >
      {({ form, field }) => {
        const chosen = form.getValues('setlistId');
        return (
          <div className="grid grid-cols-2 gap-x-3.5 gap-y-4">
            <TextField
              label="Name"
              {...field('name', 'Without a name it is called by its date')}
              autoFocus
              autoComplete="off"
              className="col-span-2"
            />
            <TextField label="Date" {...field('date')} type="date" className="max-sm:col-span-2" />
            <SelectField label="Status" {...field('status')} className="max-sm:col-span-2">
              <option value="">–</option>
              {PRACTICE_STATUSES.map((status) => (
                <option key={status} value={status}>
                  {PRACTICE_STATUS_LABELS[status]}
                </option>
              ))}
            </SelectField>
            <TextField label="Starts" {...field('startsAt')} type="time" />
            <TextField label="Ends" {...field('endsAt')} type="time" />
            <TextField label="Place" {...field('place')} autoComplete="off" className="col-span-2" />
            <SelectField label="Setlist" {...field('setlistId')} className="col-span-2">
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
            <TextArea label="Notes" {...field('notes')} rows={4} className="col-span-2" />
          </div>
        );
      }}
    </RecordFormDialog>
  );
}
