import { setlist as entity, formatDuration, type Setlist, type SetlistValues } from '@rockon/domain';
import { RecordFormDialog } from '../../records/record-form-dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';

/** What a setlist is called and how long it should be. Its songs are put in on its page. */
export function SetlistFormDialog({
  record,
  initial,
  title,
  onClose,
  onAdded,
}: {
  readonly record?: Setlist;
  readonly initial?: Partial<SetlistValues>;
  readonly title?: string;
  readonly onClose: () => void;
  readonly onAdded?: (id: string) => void;
}) {
  return (
    <RecordFormDialog
      entity={entity}
      record={record}
      {...(initial !== undefined && { initial })}
      {...(onAdded !== undefined && { onAdded })}
      title={title ?? (record === undefined ? 'New setlist' : 'Edit setlist')}
      onClose={onClose}
    >
      {({ form, field }) => {
        const target = field('targetSeconds', 'Minutes like 90, or 1:30:00');
        return (
          <div className="grid grid-cols-2 gap-x-3.5 gap-y-4">
            <TextField
              label="Name"
              {...field('name')}
              autoFocus
              required
              autoComplete="off"
              className="col-span-2"
              placeholder="Riverside, 28 Nov"
            />
            <TextField
              label="Target length"
              {...target}
              autoComplete="off"
              onBlur={async (event) => {
                // Shows how it was understood: `90` becomes `1:30:00`.
                const seconds = entity.fields.targetSeconds.parse(form.getValues('targetSeconds'));
                if (typeof seconds === 'number' && seconds > 0) form.setValue('targetSeconds', formatDuration(seconds));
                await target.onBlur(event);
              }}
            />
            <TextField label="Starts at" {...field('startsAt', 'Clock time like 20:30')} type="time" />
            <TextArea label="Notes" {...field('notes')} rows={3} className="col-span-2" />
          </div>
        );
      }}
    </RecordFormDialog>
  );
}
