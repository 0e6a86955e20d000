import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LogoMark } from '../ui/logo.tsx';

const SLOW_MS = 250;

/** The moment in which the local book is read into memory: nothing for as long as nobody would notice. */
export function LoadingScreen({ blocked = false }: { readonly blocked?: boolean }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  if (blocked) {
    return (
      <main className="grid min-h-dvh place-items-center">
        <EmptyState whole icon={<LogoMark />} title="Another RockOn tab is in the way">
          It is of an older version and keeps this one from opening. Close the other RockOn tabs; this one goes on by
          itself.
        </EmptyState>
      </main>
    );
  }
  return (
    <main className="grid min-h-dvh place-items-center" aria-busy="true">
      {slow && <LogoMark className="size-14 animate-pulse-sync" />}
    </main>
  );
}

/** The browser does not give access to the local book. Nothing is deleted to get going again. */
export function StorageErrorScreen({ message }: { readonly message: string }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        whole
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

const REPLACED = {
  outdated: {
    title: 'A newer RockOn is open on this device',
    text: 'Another tab has brought the book up to date. Reload this one to go on with the new version.',
  },
  removed: {
    title: 'The book was removed in another tab',
    text: 'This tab has stopped, so that nothing is written beside it. Reload to go on.',
  },
} as const;

/** The tab lost the local book to another one. What was saved in it is in the book; this tab only has to begin anew. */
export function TabSupersededScreen({ why }: { readonly why: keyof typeof REPLACED }) {
  const { title, text } = REPLACED[why];
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        whole
        icon={<LogoMark />}
        title={title}
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        {text}
      </EmptyState>
    </main>
  );
}
