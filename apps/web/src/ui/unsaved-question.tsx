import { Button } from './button.tsx';
import { Modal } from './dialog.tsx';
import * as messages from './messages.ts';

export interface QuestionProps {
  readonly onStay: () => void;
  readonly onDiscard: () => void;
}

/** Asks before unsaved changes are discarded. */
export function UnsavedDialog({ onStay, onDiscard }: QuestionProps) {
  return (
    <Modal
      title={messages.discardQuestion}
      description={messages.discardDetail}
      size="sm"
      onClose={onStay}
      footer={
        <>
          <Button onClick={onStay}>{messages.keepEditing}</Button>
          <Button variant="danger" onClick={onDiscard}>
            {messages.discard}
          </Button>
        </>
      }
    >
      <span />
    </Modal>
  );
}
