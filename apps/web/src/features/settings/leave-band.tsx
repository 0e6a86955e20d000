import { useEngine } from '@rockon/sync-react';
import { DoorOpen } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';

export function LeaveBand() {
  const engine = useEngine();
  const band = useBand();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { busy, error, run, forget } = useOnlineAction('Leaving a band');
  const stay = () => {
    setAsking(false);
    forget();
  };
  const leave = () =>
    void run(async () => {
      await engine.call('leave_band', { band: band.id });
      void navigate('/', { replace: true });
    });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">
        You are in {band.name ?? 'this band'}. Leaving removes its book from your devices; what you added stays with the
        band.
      </p>
      <Button onClick={() => setAsking(true)}>
        <DoorOpen className="size-4" aria-hidden="true" />
        Leave band
      </Button>
      {asking && (
        <Modal
          title={`Leave ${band.name ?? 'the band'}?`}
          description="You can come back with a new invitation."
          size="sm"
          onClose={stay}
          footer={
            <>
              <Button onClick={stay}>Stay</Button>
              <Button variant="danger" busy={busy} onClick={leave}>
                Leave
              </Button>
            </>
          }
        >
          {error !== null ? <Alert>{error}</Alert> : <span />}
        </Modal>
      )}
    </div>
  );
}
