import { useConnection, useEngine, useLive } from '@rockon/sync-react';
import { CloudOff } from 'lucide-react';
import { useEffect } from 'react';
import { BandProvider } from '../band/band-context.tsx';
import { markBandInUse } from '../band/band-in-use.ts';
import { chosenBand, useMemberships } from '../band/bands.ts';
import { persistAfterFirstEdit } from '../lib/persistence.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import * as messages from './messages.ts';
import { FirstRunPage } from './routes.tsx';
import { Shell } from './shell/shell.tsx';
import { LoadingScreen } from './startup-screens.tsx';

/** Opens the chosen band. Shows the first-run screen only once it is certain that the person has no band. */
export function BandGate() {
  const engine = useEngine();
  const { memberships, complete } = useMemberships();
  const chosen = useLive(chosenBand);
  useEffect(() => persistAfterFirstEdit(engine), [engine]);

  const current = memberships.find(({ bandId }) => bandId === chosen) ?? memberships[0];
  const bandId = current?.bandId;
  useEffect(() => (bandId === undefined ? undefined : markBandInUse(engine, bandId)), [engine, bandId]);

  if (current === undefined) return complete ? <FirstRunPage /> : <BandsNotLoaded />;

  return (
    <BandProvider bandId={current.bandId} key={current.bandId}>
      <Shell />
    </BandProvider>
  );
}

/** Signed in, but this device does not know the person's bands yet. */
function BandsNotLoaded() {
  const engine = useEngine();
  const { kind, reason, signInNeeded } = useConnection();
  if (!signInNeeded && (kind === 'connecting' || kind === 'connected')) return <LoadingScreen />;
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<CloudOff aria-hidden="true" />}
        whole
        title={messages.noBandsYetTitle}
        actions={
          <Button variant="primary" onClick={() => void engine.sync()}>
            {messages.retry}
          </Button>
        }
      >
        {reason ?? messages.noBandsYetText}
      </EmptyState>
    </main>
  );
}
