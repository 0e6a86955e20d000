import { SyncProvider } from '@rockon/sync-react';
import { lazy, Suspense, useEffect } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { pendingInvite } from '../band/invite-link.ts';
import { useAppState } from '../session/session-context.tsx';
import { showToast, Toaster } from '../ui/toaster.tsx';
import { UnsavedQuestion } from '../ui/unsaved.tsx';
import { whenIdle } from '../ui/when-idle.ts';
import { BandGate } from './band-gate.tsx';
import { LoadingScreen, StorageErrorScreen, TabSupersededScreen } from './startup-screens.tsx';

// It has the whole app kept on the device, which would compete with the first picture. Without it the app goes on as it
// is and looks for no new version.
const UpdatePrompt = lazy(() =>
  whenIdle()
    .then(() => import('../features/sync/update-prompt.tsx'))
    .then(
      (m) => ({ default: m.UpdatePrompt }),
      () => ({ default: () => null }),
    ),
);
const SignIn = lazy(() => import('../features/auth/sign-in-page.tsx').then((m) => ({ default: m.SignInPage })));
const SignUp = lazy(() => import('../features/auth/sign-up-page.tsx').then((m) => ({ default: m.SignUpPage })));
const Forgot = lazy(() => import('../features/auth/forgot-page.tsx').then((m) => ({ default: m.ForgotPage })));
const Reset = lazy(() => import('../features/auth/reset-page.tsx').then((m) => ({ default: m.ResetPage })));
const Invited = lazy(() => import('../features/auth/invited.tsx').then((m) => ({ default: m.Invited })));
// Not one byte of it is in a production build, where the constant is false and the address like any other.
const DevTools = import.meta.env.DEV
  ? lazy(() => import('../dev/dashboard.tsx').then((m) => ({ default: m.DevDashboard })))
  : null;
const JoinPage = lazy(() => import('../features/first-run/join-page.tsx').then((m) => ({ default: m.JoinPage })));

/** Shown to who has no account on this device: everything leads to signing in, and back to where one wanted to go. */
function SignedOut() {
  const { pathname, search } = useLocation();
  const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
  return (
    <Routes>
      <Route path="/sign-in" element={<SignIn />} />
      <Route path="/sign-up" element={<SignUp />} />
      <Route path="/forgot-password" element={<Forgot />} />
      <Route path="/reset-password" element={<Reset />} />
      <Route path="/join/:code" element={<Invited />} />
      <Route path="*" element={<Navigate to={`/sign-in${next}`} replace />} />
    </Routes>
  );
}

/** Where somebody lands after signing in: the invite they came with, the page they asked for, or home. */
function AfterSignIn() {
  const asked = new URLSearchParams(useLocation().search).get('next');
  const invite = pendingInvite();
  const inside = asked?.startsWith('/') && !asked.startsWith('//') && !asked.startsWith('/sign-') ? asked : '/';
  return <Navigate to={invite === null ? inside : `/join/${encodeURIComponent(invite)}`} replace />;
}

export function App() {
  const state = useAppState();
  const leftover = state.kind === 'signed-out' && state.leftover === true;
  useEffect(() => {
    if (!leftover) return;
    showToast({
      title: 'The book is still on this device',
      detail: 'Another RockOn tab holds it. Close the other tabs, and it is deleted.',
      duration: Number.POSITIVE_INFINITY,
    });
  }, [leftover]);
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
            <Routes>
              <Route path="/sign-in" element={<SignInAgainOr />} />
              <Route path="/sign-up" element={<AfterSignIn />} />
              <Route path="/forgot-password" element={<Forgot />} />
              <Route path="/reset-password" element={<Reset />} />
              <Route path="/join/:code" element={<JoinPage />} />
              {import.meta.env.DEV && DevTools && <Route path="/dev/dashboard/*" element={<DevTools />} />}
              <Route path="*" element={<BandGate />} />
            </Routes>
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

/** `?again` is the way of the banner: the book is open, only the session is gone. */
function SignInAgainOr() {
  const again = new URLSearchParams(useLocation().search).has('again');
  return again ? <SignIn /> : <AfterSignIn />;
}
