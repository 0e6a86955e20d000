import type { Practice } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { type FormEvent, useState } from 'react';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { useFormClose } from '../../ui/use-form-close.tsx';

/** The text of one item. Compared with the practice as it was when this opened. */
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
  readonly practice: Practice & Row;
  readonly text: string;
  readonly onSave: (text: string | null, base: Row) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [base] = useState(practice);
  const [start] = useState(text);
  const [draft, setDraft] = useState(text);
  const [failure, setFailure] = useState<string | null>(null);
  const dirty = draft !== start;
  const { close, footer } = useFormClose(dirty, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = draft.trim();
    if (required && words === '') return setFailure(`${label} is missing`);
    if (!dirty) return onClose();
    onSave(words === '' ? null : words, base).then(onClose, (error: unknown) => {
      setFailure(error instanceof Error ? error.message : String(error));
    });
  };
  return (
    <Modal
      title={title}
      onClose={close}
      footer={footer(
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form="item-text" variant="primary">
            Save
          </Button>
        </>,
      )}
    >
      <form id="item-text" noValidate onSubmit={submit} className="grid gap-4">
        {failure !== null && <Alert>Not kept: {failure}</Alert>}
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
