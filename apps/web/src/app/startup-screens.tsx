import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LogoMark } from '../ui/logo.tsx';
import * as messages from './messages.ts';

/** Below this, a logo would only flash. */
const SLOW_MS = 250;

/** While local data is read into memory. Stays empty for as long as nobody would notice a wait. */
export function LoadingScreen({ blocked = false }: { readonly blocked?: boolean }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  if (blocked) {
    return (
      <main className="grid min-h-dvh place-items-center">
        <EmptyState whole icon={<LogoMark />} title={messages.olderTabTitle}>
          {messages.olderTabText}
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

/** The browser refused access to the local database. Nothing is deleted to recover. */
export function StorageErrorScreen({ message }: { readonly message: string }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        whole
        icon={<LogoMark />}
        title={messages.storageErrorTitle}
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            {messages.tryAgain}
          </Button>
        }
      >
        <p>{message}</p>
        <p className="mt-2">{messages.storageErrorText}</p>
      </EmptyState>
    </main>
  );
}

const SUPERSEDED = {
  outdated: { title: messages.newerTabTitle, text: messages.newerTabText },
  removed: { title: messages.removedTitle, text: messages.removedText },
} as const;

/** Another tab took over or removed the local database. Nothing that was saved here is lost; this tab only has to reload. */
export function TabSupersededScreen({ why }: { readonly why: keyof typeof SUPERSEDED }) {
  const { title, text } = SUPERSEDED[why];
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        whole
        icon={<LogoMark />}
        title={title}
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            {messages.reload}
          </Button>
        }
      >
        {text}
      </EmptyState>
    </main>
  );
}
