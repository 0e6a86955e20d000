import { useConnection, useEngine, useLive } from '@rockon/sync-react';
import { CloudOff } from 'lucide-react';
import { lazy, useEffect } from 'react';
import { BandProvider } from '../band/band-context.tsx';
import { markBandInUse } from '../band/band-in-use.ts';
import { chosenBand, useMemberships } from '../band/bands.ts';
import { persistAfterFirstEdit } from '../lib/persistence.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Shell } from './shell/shell.tsx';
import { LoadingScreen } from './startup-screens.tsx';

const FirstRun = lazy(() =>
  import('../features/first-run/first-run-page.tsx').then((m) => ({ default: m.FirstRunPage })),
);

/** Opens the chosen band; who has none yet gets the first-run screen, but only once that is certain. */
export function BandGate() {
  const engine = useEngine();
  const { memberships, complete } = useMemberships();
  const chosen = useLive(chosenBand);
  useEffect(() => persistAfterFirstEdit(engine), [engine]);

  const current = memberships.find(({ bandId }) => bandId === chosen) ?? memberships[0];
  const bandId = current?.bandId;
  useEffect(() => (bandId === undefined ? undefined : markBandInUse(engine, bandId)), [engine, bandId]);

  if (current === undefined) return complete ? <FirstRun /> : <NotHereYet />;

  return (
    <BandProvider bandId={current.bandId} key={current.bandId}>
      <Shell />
    </BandProvider>
  );
}

/** Signed in, but the device has not heard yet which bands there are. */
function NotHereYet() {
  const engine = useEngine();
  const { kind, reason, signInNeeded } = useConnection();
  if (!signInNeeded && (kind === 'connecting' || kind === 'connected')) return <LoadingScreen />;
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<CloudOff aria-hidden="true" />}
        whole
        title="Your bands are not on this device yet"
        actions={
          <Button variant="primary" onClick={() => void engine.sync()}>
            Retry
          </Button>
        }
      >
        {reason ?? 'RockOn needs one moment online to fetch them. From then on everything works without network.'}
      </EmptyState>
    </main>
  );
}
