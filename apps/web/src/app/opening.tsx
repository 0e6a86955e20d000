import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LogoMark } from '../ui/logo.tsx';

const SLOW_MS = 250;

/** The moment in which the local book is read into memory: nothing for as long as nobody would notice. */
export function Opening() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="grid min-h-dvh place-items-center" aria-busy="true">
      {slow && <LogoMark className="size-14 animate-pulse-sync" />}
    </main>
  );
}

/** The browser does not give access to the local book. Nothing is deleted to get going again. */
export function Unreadable({ message }: { readonly message: string }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<LogoMark />}
        title="RockOn cannot open its book on this device"
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            Try again
          </Button>
        }
      >
        <p>{message}</p>
        <p className="mt-2">
          Your data on this device was not touched. Closing other RockOn tabs or freeing space often helps.
        </p>
      </EmptyState>
    </main>
  );
}
