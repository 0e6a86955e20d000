import { SyncProvider } from '@rockon/sync-react';
import { lazy, Suspense, useEffect } from 'react';
import { useRoutes } from 'react-router';
import { useAppState } from '../session/session-context.tsx';
import { showToast, Toaster } from '../ui/toaster.tsx';
import { UnsavedQuestion } from '../ui/unsaved.tsx';
import { whenIdle } from '../ui/when-idle.ts';
import { BandGate } from './band-gate.tsx';
import * as messages from './messages.ts';
import { ACCOUNT_ROUTES, SIGNED_OUT_ROUTES } from './routes.tsx';
import { LoadingScreen, StorageErrorScreen, TabSupersededScreen } from './startup-screens.tsx';

// Registers the service worker; delayed so that precaching does not compete with first paint. If the module cannot be
// fetched, the app runs as it is and looks for no new version.
const UpdatePrompt = lazy(() =>
  whenIdle()
    .then(() => import('../features/sync/update-prompt.tsx'))
    .then(
      (m) => ({ default: m.UpdatePrompt }),
      () => ({ default: () => null }),
    ),
);

const SIGNED_IN_ROUTES = [...ACCOUNT_ROUTES, { path: '*', element: <BandGate /> }];

const SignedOut = () => useRoutes(SIGNED_OUT_ROUTES);
const SignedIn = () => useRoutes(SIGNED_IN_ROUTES);

/** Tells a person who signed out that another tab still keeps their data from being deleted. */
function useLeftoverWarning(leftover: boolean): void {
  useEffect(() => {
    if (!leftover) return;
    showToast({ title: messages.leftoverTitle, detail: messages.leftoverText, duration: Number.POSITIVE_INFINITY });
  }, [leftover]);
}

export function App() {
  const state = useAppState();
  useLeftoverWarning(state.kind === 'signed-out' && state.leftover === true);
  return (
    <>
      {state.kind === 'opening' && <LoadingScreen blocked={state.blocked === true} />}
      {state.kind === 'replaced' && <TabSupersededScreen why={state.why} />}
      {state.kind === 'unreadable' && <StorageErrorScreen message={state.message} />}
      {state.kind === 'signed-out' && (
        <Suspense fallback={null}>
          <SignedOut />
        </Suspense>
      )}
      {state.kind === 'open' && (
        <SyncProvider engine={state.engine} key={state.identity.userId}>
          <Suspense fallback={null}>
            <SignedIn />
          </Suspense>
        </SyncProvider>
      )}
      <UnsavedQuestion />
      <Suspense fallback={null}>
        <UpdatePrompt />
      </Suspense>
      <Toaster />
    </>
  );
}
