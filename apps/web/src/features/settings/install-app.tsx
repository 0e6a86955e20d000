import { useLive } from '@rockon/sync-react';
import { MonitorDown } from 'lucide-react';
import { install, installOffer } from '../../lib/install.ts';
import { Button } from '../../ui/button.tsx';
import * as messages from './messages.ts';

/** Offers installation where the browser supports it. */
export function InstallApp() {
  const offer = useLive(installOffer);
  if (offer === null) return null;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3 border-t border-hairline pt-4">
      <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">{messages.installText}</p>
      <Button onClick={() => void install()}>
        <MonitorDown className="size-4" aria-hidden="true" />
        {messages.install}
      </Button>
    </div>
  );
}
