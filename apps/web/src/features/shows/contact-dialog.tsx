import { show as entity, type ShowContact } from '@rockon/domain';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { useFormClose } from '../../ui/use-form-close.tsx';

type Draft = Record<'name' | 'role' | 'phone' | 'email' | 'note', string>;
const NAMES = ['name', 'role', 'phone', 'email', 'note'] as const;

/** One contact of a show, to add or to edit; `save` gets what is filled in, undefined for what is not. */
export function ContactDialog({
  contact,
  save,
  onClose,
}: {
  readonly contact: ShowContact | null;
  readonly save: (values: Readonly<Partial<Draft>>, name: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [failure, setFailure] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm<Draft>({
    defaultValues: {
      name: contact?.name ?? '',
      role: contact?.role ?? '',
      phone: contact?.phone ?? '',
      email: contact?.email ?? '',
      note: contact?.note ?? '',
    },
  });
  const { errors, isDirty, isSubmitting } = formState;
  const { close, closeSaved, footer } = useFormClose(isDirty && !isSubmitting, onClose);
  const field = (name: keyof Draft) => {
    const rule = entity.maps.contacts.shape[name];
    return {
      ...register(name, {
        validate: (text) =>
          name === 'name' && text.trim() === ''
            ? 'Name is missing'
            : [...text.trim()].length > rule.max
              ? `${rule.label} can have at most ${rule.max} characters`
              : true,
      }),
      error: errors[name]?.message,
    };
  };
  const submit = handleSubmit(async (draft) => {
    try {
      const values = Object.fromEntries(NAMES.map((name) => [name, draft[name].trim() || undefined]));
      await save(values, draft.name.trim());
      closeSaved();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  });
  return (
    <Modal
      title={contact === null ? 'New contact' : 'Edit contact'}
      onClose={close}
      footer={footer(
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form="contact-form" variant="primary" busy={isSubmitting}>
            Save
          </Button>
        </>,
      )}
    >
      <form id="contact-form" noValidate onSubmit={(event) => void submit(event)} className="grid gap-4 sm:grid-cols-2">
        {failure !== null && (
          <div className="sm:col-span-2">
            <Alert>Not kept: {failure}</Alert>
          </div>
        )}
        <TextField label="Name" {...field('name')} autoFocus required autoComplete="off" />
        <TextField label="Role" {...field('role')} placeholder="Sound, promoter, door" autoComplete="off" />
        <TextField label="Phone" {...field('phone')} type="tel" autoComplete="off" />
        <TextField label="Email" {...field('email')} type="email" autoComplete="off" />
        <TextArea label="Note" {...field('note')} rows={2} className="sm:col-span-2" />
      </form>
    </Modal>
  );
}
