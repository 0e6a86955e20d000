import { setlist as entity, formatDuration, type Setlist, type SetlistValues } from '@rockon/domain';
import { RecordFormDialog } from '../../records/record-form-dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import * as messages from './messages.ts';

/** The form for a setlist's name, target length and notes. Its songs are added on its page. */
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
      title={title ?? (record === undefined ? messages.newSetlist : messages.editSetlist)}
      onClose={onClose}
    >
      {({ form, field }) => {
        const target = field('targetSeconds', messages.targetHint);
        return (
          <div className="grid grid-cols-2 gap-x-3.5 gap-y-4">
            <TextField
              label={entity.fields.name.label}
              {...field('name')}
              autoFocus
              required
              autoComplete="off"
              className="col-span-2"
              placeholder={messages.namePlaceholder}
            />
            <TextField
              label={entity.fields.targetSeconds.label}
              {...target}
              autoComplete="off"
              onBlur={async (event) => {
                // Show how the text was parsed: `90` becomes `1:30:00`.
                const seconds = entity.fields.targetSeconds.parse(form.getValues('targetSeconds'));
                if (typeof seconds === 'number' && seconds > 0) form.setValue('targetSeconds', formatDuration(seconds));
                await target.onBlur(event);
              }}
            />
            <TextField label={entity.fields.startsAt.label} {...field('startsAt')} type="time" />
            <TextArea label={entity.fields.notes.label} {...field('notes')} rows={3} className="col-span-2" />
          </div>
        );
      }}
    </RecordFormDialog>
  );
}
