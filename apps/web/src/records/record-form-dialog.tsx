import { type BandEntity, fieldName } from '@rockon/domain';
import type { MouseEvent, ReactNode } from 'react';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/dialog.tsx';
import * as common from '../ui/messages.ts';
import * as messages from './form-messages.ts';
import { type RecordFormOptions, type RecordFormPart, useRecordForm } from './use-record-form.ts';

/**
 * Keeps the focus in the field when a button is pressed. Otherwise leaving an invalid field shows its error, the form
 * grows, and the button moves between press and release: there is no click, and nothing is saved.
 */
const keepFocus = (event: MouseEvent) => event.preventDefault();

/**
 * A form to add a record, or to edit one that others may be changing at the same time. The edit is based on the record as
 * it was when the form opened and contains only the fields that were changed in it.
 */
export function RecordFormDialog<E extends BandEntity>({
  title,
  children,
  another = false,
  ...options
}: RecordFormOptions<E> & {
  readonly title: string;
  readonly children: (part: RecordFormPart<E>) => ReactNode;
  /** Offers to add another record after this one. */
  readonly another?: boolean;
}) {
  const { mayAddAnother, element, form, field, save, close, footer, failure, added, meanwhile } =
    useRecordForm(options);
  const formId = `${options.entity.noun}-form`;
  return (
    <Modal
      title={title}
      size="lg"
      onClose={close}
      footer={footer(
        <>
          <p className="mr-auto text-13 text-muted max-desk:hidden">{messages.worksOffline}</p>
          <Button onMouseDown={keepFocus} onClick={close}>
            {common.cancel}
          </Button>
          {another && mayAddAnother && (
            <Button
              disabled={form.formState.isSubmitting}
              onMouseDown={keepFocus}
              onClick={() => void save('another')}
              title={messages.addAnotherHint}
            >
              {messages.addAnother}
            </Button>
          )}
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={form.formState.isSubmitting}
            onMouseDown={keepFocus}
          >
            {common.save}
          </Button>
        </>,
      )}
    >
      <form
        ref={element}
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save('close');
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save('close');
        }}
        className="grid gap-4"
      >
        <p role="status" className="text-14 text-secondary empty:hidden">
          {added}
        </p>
        {failure !== null && <Alert>{failure}</Alert>}
        {meanwhile.length > 0 && <Alert tone="info">{messages.changedWhileEditing(meanwhile.map(fieldName))}</Alert>}
        {children({ form, field })}
      </form>
    </Modal>
  );
}
