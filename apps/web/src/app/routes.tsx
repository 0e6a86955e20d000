import { Navigate, type RouteObject, useLocation } from 'react-router';
import { pendingInvite } from '../band/invite-link.ts';
import { SongsPage } from '../features/songs/songs-page.tsx';
import { lazyComponent } from '../ui/lazy-component.ts';
import { whenIdle } from '../ui/when-idle.ts';

// Songs is in the first bundle: it is the page that most people open first.
const songPage = () => import('../features/songs/song-page.tsx');
const setlistsPage = () => import('../features/setlists/setlists-page.tsx');
const showsPage = () => import('../features/shows/shows-page.tsx');
const practicesPage = () => import('../features/practices/practices-page.tsx');
const homePage = () => import('../features/home/home-page.tsx');

const HomePage = lazyComponent(homePage, (m) => m.HomePage);
const SongPage = lazyComponent(songPage, (m) => m.SongPage);
const SetlistsPage = lazyComponent(setlistsPage, (m) => m.SetlistsPage);
const SetlistPage = lazyComponent(
  () => import('../features/setlists/setlist-page.tsx'),
  (m) => m.SetlistPage,
);
const PrintPage = lazyComponent(
  () => import('../features/setlists/print-page.tsx'),
  (m) => m.PrintPage,
);
const ShowsPage = lazyComponent(showsPage, (m) => m.ShowsPage);
const ShowPage = lazyComponent(
  () => import('../features/shows/show-page.tsx'),
  (m) => m.ShowPage,
);
const PracticesPage = lazyComponent(practicesPage, (m) => m.PracticesPage);
const PracticePage = lazyComponent(
  () => import('../features/practices/practice-page.tsx'),
  (m) => m.PracticePage,
);
const ActivityPage = lazyComponent(
  () => import('../features/history/activity-page.tsx'),
  (m) => m.ActivityPage,
);
const TrashPage = lazyComponent(
  () => import('../features/history/trash-page.tsx'),
  (m) => m.TrashPage,
);
const MembersPage = lazyComponent(
  () => import('../features/members/members-page.tsx'),
  (m) => m.MembersPage,
);
const TransferPage = lazyComponent(
  () => import('../features/transfer/transfer-page.tsx'),
  (m) => m.TransferPage,
);
const SettingsPage = lazyComponent(
  () => import('../features/settings/settings-page.tsx'),
  (m) => m.SettingsPage,
);
const FirstRunPage = lazyComponent(
  () => import('../features/first-run/first-run-page.tsx'),
  (m) => m.FirstRunPage,
);
const JoinPage = lazyComponent(
  () => import('../features/first-run/join-page.tsx'),
  (m) => m.JoinPage,
);
const NotFoundPage = lazyComponent(
  () => import('./shell/not-found-page.tsx'),
  (m) => m.NotFoundPage,
);
const SignInPage = lazyComponent(
  () => import('../features/auth/sign-in-page.tsx'),
  (m) => m.SignInPage,
);
const SignUpPage = lazyComponent(
  () => import('../features/auth/sign-up-page.tsx'),
  (m) => m.SignUpPage,
);
const ForgotPage = lazyComponent(
  () => import('../features/auth/forgot-page.tsx'),
  (m) => m.ForgotPage,
);
const ResetPage = lazyComponent(
  () => import('../features/auth/reset-page.tsx'),
  (m) => m.ResetPage,
);
const Invited = lazyComponent(
  () => import('../features/auth/invited.tsx'),
  (m) => m.Invited,
);
// Injected into record pages, because features must not import each other.
const HistorySection = lazyComponent(
  () => import('../records/history/history-section.tsx'),
  (m) => m.HistorySection,
);
// In a production build the constant is false, and the bundler drops the whole dashboard.
const DevDashboard = import.meta.env.DEV
  ? lazyComponent(
      () => import('../dev/dashboard.tsx'),
      (m) => m.DevDashboard,
    )
  : null;

/** Without an account on this device every address leads to sign-in, and from there back to where the person was going. */
function ToSignIn() {
  const { pathname, search } = useLocation();
  const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
  return <Navigate to={`/sign-in${next}`} replace />;
}

/** Where somebody lands after signing in: the invite they came with, the page they asked for, or home. */
function AfterSignIn() {
  const asked = new URLSearchParams(useLocation().search).get('next');
  const invite = pendingInvite();
  const inside = asked?.startsWith('/') && !asked.startsWith('//') && !asked.startsWith('/sign-') ? asked : '/';
  return <Navigate to={invite === null ? inside : `/join/${encodeURIComponent(invite)}`} replace />;
}

/** `?again` comes from the banner: local data is open, only the session has ended. */
function SignInAgain() {
  const again = new URLSearchParams(useLocation().search).has('again');
  return again ? <SignInPage /> : <AfterSignIn />;
}

const PASSWORD_ROUTES: RouteObject[] = [
  { path: '/forgot-password', element: <ForgotPage /> },
  { path: '/reset-password', element: <ResetPage /> },
];

export const SIGNED_OUT_ROUTES: RouteObject[] = [
  { path: '/sign-in', element: <SignInPage /> },
  { path: '/sign-up', element: <SignUpPage /> },
  ...PASSWORD_ROUTES,
  { path: '/join/:code', element: <Invited /> },
  { path: '*', element: <ToSignIn /> },
];

/** Routes of a signed-in person that need no band; every other address belongs to the band's pages. */
export const ACCOUNT_ROUTES: RouteObject[] = [
  { path: '/sign-in', element: <SignInAgain /> },
  { path: '/sign-up', element: <AfterSignIn /> },
  ...PASSWORD_ROUTES,
  { path: '/join/:code', element: <JoinPage /> },
  ...(DevDashboard === null ? [] : [{ path: '/dev/dashboard/*', element: <DevDashboard /> }]),
];

/** The pages of a band, inside the shell. */
export const BAND_ROUTES: RouteObject[] = [
  { path: '/', element: <HomePage /> },
  { path: '/songs', element: <SongsPage /> },
  { path: '/songs/:id', element: <SongPage History={HistorySection} /> },
  { path: '/setlists', element: <SetlistsPage /> },
  { path: '/setlists/:id', element: <SetlistPage History={HistorySection} /> },
  { path: '/setlists/:id/print', element: <PrintPage /> },
  { path: '/shows', element: <ShowsPage /> },
  { path: '/shows/:id', element: <ShowPage History={HistorySection} /> },
  { path: '/practices', element: <PracticesPage /> },
  { path: '/practices/:id', element: <PracticePage History={HistorySection} /> },
  { path: '/activity', element: <ActivityPage /> },
  { path: '/trash', element: <TrashPage /> },
  { path: '/members', element: <MembersPage /> },
  { path: '/transfer', element: <TransferPage /> },
  { path: '/settings', element: <SettingsPage /> },
  { path: '/bands/new', element: <FirstRunPage /> },
  { path: '*', element: <NotFoundPage /> },
];

export { FirstRunPage };

/** Fetches the pages that people open most, one by one while the app is idle, so that they open within a frame or two. */
export async function prefetchPages(): Promise<void> {
  for (const load of [songPage, setlistsPage, showsPage, practicesPage, homePage]) {
    await whenIdle();
    // A page that cannot be fetched now is fetched when it is opened; the error boundary handles a failure then.
    await load().catch(() => undefined);
  }
}
