import { useLive } from '@rockon/sync-react';
import { Suspense, useEffect, useState } from 'react';
import { useLocation, useRoutes } from 'react-router';
import { PaletteShortcut } from '../../features/palette/palette-shortcut.tsx';
import { ConnectionAnnouncer } from '../../features/sync/connection-announcer.tsx';
import { ConnectionIndicator } from '../../features/sync/connection-indicator.tsx';
import { RejectedNotices } from '../../features/sync/rejected-notices.tsx';
import { RemoteNotices } from '../../features/sync/remote-notices.tsx';
import { UndoShortcut } from '../../features/sync/undo-shortcut.tsx';
import { resolving } from '../../records/conflict-dialog-state.ts';
import { lazyComponent } from '../../ui/lazy-component.ts';
import { useIsDesk } from '../../ui/use-media-query.ts';
import { ErrorBoundary } from '../error-boundary.tsx';
import * as messages from '../messages.ts';
import { BAND_ROUTES, prefetchPages } from '../routes.tsx';
import { BottomNavigation } from './bottom-navigation.tsx';
import { PhoneHeader } from './phone-header.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Sidebar } from './sidebar.tsx';
import { useFocusOnPage } from './use-focus-on-page.ts';
import { useScrollToTop } from './use-scroll-to-top.ts';

const TroubleBanner = lazyComponent(
  () => import('../../features/sync/trouble-banner.tsx'),
  (m) => m.TroubleBanner,
);
const Resolving = lazyComponent(
  () => import('../../features/sync/conflict-dialog.tsx'),
  (m) => m.Resolving,
);
const SyncCenter = lazyComponent(
  () => import('../../features/sync/sync-center.tsx'),
  (m) => m.SyncCenter,
);

const BandPages = () => useRoutes(BAND_ROUTES);

/** The frame of a band's pages: navigation, connection indicator, dialogs and notices. */
export function Shell() {
  const desk = useIsDesk();
  const { pathname } = useLocation();
  useScrollToTop();
  useFocusOnPage();
  useEffect(() => void prefetchPages(), []);
  const [syncCenter, setSyncCenter] = useState(false);
  const resolve = useLive(resolving);
  const indicator = <ConnectionIndicator compact={!desk} onOpen={() => setSyncCenter(true)} />;
  return (
    <div className="desk:grid desk:grid-cols-[15.5rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-lg bg-accent px-4 py-2 font-semibold text-on-accent focus:translate-y-0"
      >
        {messages.skipToContent}
      </a>
      {desk ? <Sidebar indicator={indicator} /> : <PhoneHeader indicator={indicator} />}
      <div className="min-w-0 max-desk:pb-[calc(4.25rem+env(safe-area-inset-bottom))]">
        <Suspense fallback={null}>
          <TroubleBanner />
        </Suspense>
        <main id="main" tabIndex={-1} className="outline-none">
          <ErrorBoundary place={pathname}>
            <Suspense fallback={null}>
              <BandPages />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      {!desk && <BottomNavigation />}
      <Suspense fallback={null}>{syncCenter && <SyncCenter onClose={() => setSyncCenter(false)} />}</Suspense>
      <Suspense fallback={null}>{resolve !== null && <Resolving />}</Suspense>
      <RemoteNotices />
      <RejectedNotices />
      <ConnectionAnnouncer />
      <UndoShortcut />
      <PaletteShortcut />
      <Shortcuts />
    </div>
  );
}
