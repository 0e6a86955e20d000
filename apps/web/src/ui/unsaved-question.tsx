import { Button } from './button.tsx';
import { Modal } from './dialog.tsx';

export interface QuestionProps {
  readonly onStay: () => void;
  readonly onDiscard: () => void;
}

/** Whether what is typed may go. */
export function UnsavedDialog({ onStay, onDiscard }: QuestionProps) {
  return (
    <Modal
      title="Discard what you typed?"
      description="It is not saved yet. Going on loses it."
      size="sm"
      onClose={onStay}
      footer={
        <>
          <Button onClick={onStay}>Keep editing</Button>
          <Button variant="danger" onClick={onDiscard}>
            Discard
          </Button>
        </>
      }
    >
      <span />
    </Modal>
  );
}
