import { useLive } from '@rockon/sync-react';
import { MonitorDown } from 'lucide-react';
import { install, installOffer } from '../../lib/install.ts';
import { Button } from '../../ui/button.tsx';

/** Shown where the browser offers it: an icon of its own, a window of its own, and data that is kept more willingly. */
export function InstallApp() {
  const offer = useLive(installOffer);
  if (offer === null) return null;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3 border-t border-hairline pt-4">
      <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">
        RockOn can be installed on this device: it opens in a window of its own, and the browser keeps its book more
        willingly.
      </p>
      <Button onClick={() => void install()}>
        <MonitorDown className="size-4" aria-hidden="true" />
        Install
      </Button>
    </div>
  );
}
