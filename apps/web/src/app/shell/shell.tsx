import { useLive } from '@rockon/sync-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { PaletteShortcut } from '../../features/palette/palette-shortcut.tsx';
import { SongsPage } from '../../features/songs/songs-page.tsx';
import { ConnectionAnnouncer } from '../../features/sync/connection-announcer.tsx';
import { ConnectionIndicator } from '../../features/sync/connection-indicator.tsx';
import { RemoteNotices } from '../../features/sync/remote-notices.tsx';
import { UndoShortcut } from '../../features/sync/undo-shortcut.tsx';
import { resolving } from '../../records/conflict-dialog-state.ts';
import { useIsDesk } from '../../ui/use-media-query.ts';
import { whenIdle } from '../../ui/when-idle.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import { BottomNavigation } from './bottom-navigation.tsx';
import { PhoneHeader } from './phone-header.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Sidebar } from './sidebar.tsx';
import { useFocusOnPage } from './use-focus-on-page.ts';
import { useScrollToTop } from './use-scroll-to-top.ts';

const SongPage = lazy(() => import('../../features/songs/song-page.tsx').then((m) => ({ default: m.SongPage })));
const HistorySection = lazy(() =>
  import('../../records/history/history-section.tsx').then((m) => ({ default: m.HistorySection })),
);
const SetlistsPage = lazy(() =>
  import('../../features/setlists/setlists-page.tsx').then((m) => ({ default: m.SetlistsPage })),
);
const SetlistPage = lazy(() =>
  import('../../features/setlists/setlist-page.tsx').then((m) => ({ default: m.SetlistPage })),
);
const PrintPage = lazy(() => import('../../features/setlists/print-page.tsx').then((m) => ({ default: m.PrintPage })));
const ActivityPage = lazy(() =>
  import('../../features/history/activity-page.tsx').then((m) => ({ default: m.ActivityPage })),
);
const ShowsPage = lazy(() => import('../../features/shows/shows-page.tsx').then((m) => ({ default: m.ShowsPage })));
const ShowPage = lazy(() => import('../../features/shows/show-page.tsx').then((m) => ({ default: m.ShowPage })));
const PracticesPage = lazy(() =>
  import('../../features/practices/practices-page.tsx').then((m) => ({ default: m.PracticesPage })),
);
const PracticePage = lazy(() =>
  import('../../features/practices/practice-page.tsx').then((m) => ({ default: m.PracticePage })),
);
const HomePage = lazy(() => import('../../features/home/home-page.tsx').then((m) => ({ default: m.HomePage })));
const TrashPage = lazy(() => import('../../features/history/trash-page.tsx').then((m) => ({ default: m.TrashPage })));
const MembersPage = lazy(() =>
  import('../../features/members/members-page.tsx').then((m) => ({ default: m.MembersPage })),
);
const TransferPage = lazy(() =>
  import('../../features/transfer/transfer-page.tsx').then((m) => ({ default: m.TransferPage })),
);
const SettingsPage = lazy(() =>
  import('../../features/settings/settings-page.tsx').then((m) => ({ default: m.SettingsPage })),
);
const TroubleBanner = lazy(() =>
  import('../../features/sync/trouble-banner.tsx').then((m) => ({ default: m.TroubleBanner })),
);
const NotFoundPage = lazy(() => import('./not-found-page.tsx').then((m) => ({ default: m.NotFoundPage })));
const FirstRun = lazy(() =>
  import('../../features/first-run/first-run-page.tsx').then((m) => ({ default: m.FirstRunPage })),
);
const Resolving = lazy(() => import('../../features/sync/conflict-dialog.tsx').then((m) => ({ default: m.Resolving })));
const SyncCentre = lazy(() => import('../../features/sync/sync-centre.tsx').then((m) => ({ default: m.SyncCentre })));

/** Fetched before they are opened, so that they open within a frame or two. */
const AHEAD = [
  () => import('../../features/songs/song-page.tsx'),
  () => import('../../features/setlists/setlists-page.tsx'),
  () => import('../../features/shows/shows-page.tsx'),
  () => import('../../features/practices/practices-page.tsx'),
  () => import('../../features/home/home-page.tsx'),
];

async function fetchAhead(): Promise<void> {
  for (const load of AHEAD) {
    await whenIdle();
    // What cannot be fetched now is fetched when it is opened, and says so then.
    await load().catch(() => undefined);
  }
}

/** The frame of a band: navigation, the state of syncing, and the page. */
export function Shell() {
  const desk = useIsDesk();
  const { pathname } = useLocation();
  useScrollToTop();
  useFocusOnPage();
  useEffect(() => void fetchAhead(), []);
  const [centre, setCentre] = useState(false);
  const resolve = useLive(resolving);
  const indicator = <ConnectionIndicator compact={!desk} onOpen={() => setCentre(true)} />;
  return (
    <div className="desk:grid desk:grid-cols-[15.5rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-lg bg-accent px-4 py-2 font-semibold text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      {desk ? <Sidebar indicator={indicator} /> : <PhoneHeader indicator={indicator} />}
      <div className="min-w-0 max-desk:pb-[calc(4.25rem+env(safe-area-inset-bottom))]">
        <Suspense fallback={null}>
          <TroubleBanner />
        </Suspense>
        <main id="main" tabIndex={-1} className="outline-none">
          <ErrorBoundary place={pathname}>
            <Suspense fallback={null}>
              <Routes>
                <Route path="/" element={<HomePage />} />
                <Route path="/songs" element={<SongsPage />} />
                <Route path="/songs/:id" element={<SongPage History={HistorySection} />} />
                <Route path="/activity" element={<ActivityPage />} />
                <Route path="/trash" element={<TrashPage />} />
                <Route path="/setlists" element={<SetlistsPage />} />
                <Route path="/setlists/:id" element={<SetlistPage History={HistorySection} />} />
                <Route path="/setlists/:id/print" element={<PrintPage />} />
                <Route path="/shows" element={<ShowsPage />} />
                <Route path="/shows/:id" element={<ShowPage History={HistorySection} />} />
                <Route path="/practices" element={<PracticesPage />} />
                <Route path="/practices/:id" element={<PracticePage History={HistorySection} />} />
                <Route path="/members" element={<MembersPage />} />
                <Route path="/transfer" element={<TransferPage />} />
                <Route path="/settings" element={<SettingsPage />} />
                <Route path="/bands/new" element={<FirstRun />} />
                <Route path="*" element={<NotFoundPage />} />
              </Routes>
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      {!desk && <BottomNavigation />}
      <Suspense fallback={null}>{centre && <SyncCentre onClose={() => setCentre(false)} />}</Suspense>
      <Suspense fallback={null}>{resolve !== null && <Resolving />}</Suspense>
      <RemoteNotices />
      <ConnectionAnnouncer />
      <UndoShortcut />
      <PaletteShortcut />
      <Shortcuts />
    </div>
  );
}
