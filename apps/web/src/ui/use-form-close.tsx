import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { useUnsavedGuard } from './unsaved.tsx';

/**
 * How a form in a dialog is closed: at once where nothing is typed, and otherwise after a question that takes the place
 * of its buttons. It is asked as well where somebody leaves the page.
 */
export function useFormClose(
  dirty: boolean,
  onClose: () => void,
): { readonly close: () => void; readonly footer: (buttons: ReactNode) => ReactNode } {
  const [leaving, setLeaving] = useState(false);
  useUnsavedGuard(dirty, () => setLeaving(true));
  return {
    close: () => (dirty ? setLeaving(true) : onClose()),
    footer: (buttons) =>
      leaving ? (
        <>
          <p role="alert" className="mr-auto font-medium">
            Throw away what you typed?
          </p>
          <Button onClick={() => setLeaving(false)}>Keep editing</Button>
          <Button variant="danger" onClick={onClose}>
            Throw away
          </Button>
        </>
      ) : (
        buttons
      ),
  };
}
