import { show as entity, type ShowContact } from '@rockon/domain';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { reasonOf } from '../../lib/error-messages.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import * as common from '../../ui/messages.ts';
import { useFormClose } from '../../ui/use-form-close.tsx';
import * as messages from './messages.ts';

type Draft = Record<'name' | 'role' | 'phone' | 'email' | 'note', string>;
const rules = entity.maps.contacts.shape;
const NAMES = ['name', 'role', 'phone', 'email', 'note'] as const;

/** The form to add or edit a contact of a show. `save` gets undefined for empty fields. */
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
    const rule = rules[name];
    return {
      ...register(name, {
        validate: (text) =>
          name === 'name' && text.trim() === ''
            ? common.isRequired(rule.label)
            : [...text.trim()].length > rule.max
              ? messages.tooLong(rule.label, rule.max)
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
      setFailure(common.couldNotSave(reasonOf(error)));
    }
  });
  return (
    <Modal
      title={contact === null ? messages.newContact : messages.editContact}
      onClose={close}
      footer={footer(
        <>
          <Button onClick={close}>{common.cancel}</Button>
          <Button type="submit" form="contact-form" variant="primary" busy={isSubmitting}>
            {common.save}
          </Button>
        </>,
      )}
    >
      <form id="contact-form" noValidate onSubmit={(event) => void submit(event)} className="grid gap-4 sm:grid-cols-2">
        {failure !== null && (
          <div className="sm:col-span-2">
            <Alert>{failure}</Alert>
          </div>
        )}
        <TextField label={rules.name.label} {...field('name')} autoFocus required autoComplete="off" />
        <TextField
          label={rules.role.label}
          {...field('role')}
          placeholder={messages.rolePlaceholder}
          autoComplete="off"
        />
        <TextField label={rules.phone.label} {...field('phone')} type="tel" autoComplete="off" />
        <TextField label={rules.email.label} {...field('email')} type="email" autoComplete="off" />
        <TextArea label={rules.note.label} {...field('note')} rows={2} className="sm:col-span-2" />
      </form>
    </Modal>
  );
}
