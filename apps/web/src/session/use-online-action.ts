import { useCallback, useRef, useState } from 'react';
import { errorMessage } from '../lib/error-messages.ts';

/** Runs an action that needs the server: busy while it runs, never twice at once, its failure in words. */
export function useOnlineAction(name: string) {
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
        setError(errorMessage(cause, name));
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [name],
  );
  /** For who has read why it failed and goes on to something else. */
  const forget = useCallback(() => setError(null), []);
  return { busy, error, run, forget };
}
