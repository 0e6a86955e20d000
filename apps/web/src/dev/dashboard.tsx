import { useConnection, useLive } from '@rockon/sync-react';
import { lazy, Suspense } from 'react';
import { Link, Navigate, NavLink, Route, Routes } from 'react-router';
import { cx } from '../ui/cx.ts';
import { Page, PageHeader } from '../ui/page.tsx';
import { describeFaults, faults } from './faults.ts';
import { LogTab } from './tabs/log-tab.tsx';
import { NetworkTab } from './tabs/network-tab.tsx';
import { QueueTab } from './tabs/queue-tab.tsx';
import { RawDataTab } from './tabs/raw-data-tab.tsx';
import { StatusTab } from './tabs/status-tab.tsx';
import { TestingTab } from './tabs/testing-tab.tsx';
import { ToolsTab } from './tabs/tools-tab.tsx';

const AnalyticsTab = lazy(() => import('./tabs/analytics-tab.tsx').then((m) => ({ default: m.AnalyticsTab })));

const TABS = [
  { path: 'status', name: 'Status', Tab: StatusTab },
  { path: 'queue', name: 'Queue', Tab: QueueTab },
  { path: 'data', name: 'Raw data', Tab: RawDataTab },
  { path: 'log', name: 'Sync log', Tab: LogTab },
  { path: 'network', name: 'Network', Tab: NetworkTab },
  { path: 'testing', name: 'Testing', Tab: TestingTab },
  { path: 'tools', name: 'Tools', Tab: ToolsTab },
  { path: 'analytics', name: 'Analytics', Tab: AnalyticsTab },
] as const;

/** Shows what the engine does and why, and simulates faults. Development builds only. */
export function DevDashboard() {
  const { kind, pending } = useConnection();
  const simulated = describeFaults(useLive(faults));
  return (
    <main>
      <Page>
        <PageHeader
          title="Developer dashboard"
          facts={`${kind}, ${pending} pending`}
          actions={
            <Link to="/" className="text-14 font-medium underline">
              Back to the app
            </Link>
          }
        />
        <nav aria-label="Dashboard" className="flex flex-wrap gap-1 border-b border-hairline pb-2">
          {TABS.map(({ path, name }) => (
            <NavLink
              key={path}
              to={`/dev/dashboard/${path}`}
              className={({ isActive }) =>
                cx(
                  'inline-flex h-9 items-center rounded-lg px-3 text-14 font-medium touch:h-11',
                  isActive ? 'bg-raised text-text' : 'text-secondary hover:bg-raised',
                )
              }
            >
              {name}
            </NavLink>
          ))}
        </nav>
        {simulated.length > 0 && (
          <p
            className="rounded-lg border border-pending/50 px-3 py-2 text-14 font-medium text-pending"
            data-simulated=""
          >
            Simulated: {simulated.join(', ')}
          </p>
        )}
        <Suspense fallback={<p className="text-14 text-secondary">Loading…</p>}>
          <Routes>
            {TABS.map(({ path, Tab }) => (
              <Route key={path} path={path} element={<Tab />} />
            ))}
            <Route path="*" element={<Navigate to="/dev/dashboard/status" replace />} />
          </Routes>
        </Suspense>
      </Page>
    </main>
  );
}
