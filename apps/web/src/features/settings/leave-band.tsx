import { useEngine } from '@rockon/sync-react';
import { DoorOpen } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import * as messages from './messages.ts';

export function LeaveBand() {
  const engine = useEngine();
  const band = useBand();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { busy, error, run, forget } = useOnlineAction(messages.leaveFailed);
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
      <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">{messages.leaveText(band.name)}</p>
      <Button onClick={() => setAsking(true)}>
        <DoorOpen className="size-4" aria-hidden="true" />
        {messages.leaveBand}
      </Button>
      {asking && (
        <Modal
          title={messages.leaveTitle(band.name)}
          description={messages.leaveDetail}
          size="sm"
          onClose={stay}
          footer={
            <>
              <Button onClick={stay}>{messages.stay}</Button>
              <Button variant="danger" busy={busy} onClick={leave}>
                {messages.leave}
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
