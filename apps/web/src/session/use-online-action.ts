import { useCallback, useRef, useState } from 'react';
import { errorMessage } from '../lib/error-messages.ts';

/**
 * Runs an action that needs the server: never twice at once, with its progress and its error message.
 *
 * @param failed what to say when the server gave no reason
 */
export function useOnlineAction(failed: string) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const running = useRef(false);
  const run = useCallback(
    async (work: () => Promise<void>) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setError(null);
      try {
        await work();
      } catch (cause) {
        setError(errorMessage(cause, failed));
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [failed],
  );
  /** Clears the error message. */
  const forget = useCallback(() => setError(null), []);
  return { busy, error, run, forget };
}
