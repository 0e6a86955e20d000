import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import * as messages from './messages.ts';
import { useUnsavedGuard } from './unsaved.tsx';

/**
 * Closes a form in a dialog: at once where nothing was changed, otherwise after a question that replaces its buttons.
 * Leaving the page asks the same question.
 */
export function useFormClose(
  dirty: boolean,
  onClose: () => void,
): {
  readonly close: () => void;
  /** Closes a form whose values are saved. Its dialog goes a moment later; Back in that moment must not ask. */
  readonly closeSaved: () => void;
  readonly footer: (buttons: ReactNode) => ReactNode;
} {
  const [leaving, setLeaving] = useState(false);
  const [saved, setSaved] = useState(false);
  useUnsavedGuard(dirty && !saved, () => setLeaving(true));
  return {
    close: () => (dirty ? setLeaving(true) : onClose()),
    closeSaved: () => {
      setSaved(true);
      onClose();
    },
    footer: (buttons) =>
      leaving ? (
        <>
          <p role="alert" className="mr-auto font-medium">
            {messages.discardQuestion}
          </p>
          <Button onClick={() => setLeaving(false)}>{messages.keepEditing}</Button>
          <Button variant="danger" onClick={onClose}>
            {messages.discard}
          </Button>
        </>
      ) : (
        buttons
      ),
  };
}
