import type { Practice } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { type FormEvent, useState } from 'react';
import { reasonOf } from '../../lib/error-messages.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import * as common from '../../ui/messages.ts';
import { useFormClose } from '../../ui/use-form-close.tsx';

/** The text of one item. The edit is based on the practice as it was when the dialog opened. */
export function ItemTextDialog({
  title,
  label,
  max,
  required = false,
  practice,
  text,
  onSave,
  onClose,
}: {
  readonly title: string;
  readonly label: string;
  readonly max: number;
  readonly required?: boolean;
  readonly practice: Practice;
  readonly text: string;
  readonly onSave: (text: string | null, base: Row) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [base] = useState(practice);
  const [start] = useState(text);
  const [draft, setDraft] = useState(text);
  const [failure, setFailure] = useState<string | null>(null);
  const dirty = draft !== start;
  const { close, closeSaved, footer } = useFormClose(dirty, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = draft.trim();
    if (required && words === '') return setFailure(common.isRequired(label));
    if (!dirty) return onClose();
    onSave(words === '' ? null : words, base).then(closeSaved, (error: unknown) =>
      setFailure(common.couldNotSave(reasonOf(error))),
    );
  };
  return (
    <Modal
      title={title}
      onClose={close}
      footer={footer(
        <>
          <Button onClick={close}>{common.cancel}</Button>
          <Button type="submit" form="item-text" variant="primary">
            {common.save}
          </Button>
        </>,
      )}
    >
      <form id="item-text" noValidate onSubmit={submit} className="grid gap-4">
        {failure !== null && <Alert>{failure}</Alert>}
        <TextArea
          label={label}
          value={draft}
          rows={3}
          maxLength={max}
          autoFocus
          onChange={(event) => setDraft(event.target.value)}
        />
      </form>
    </Modal>
  );
}
