import { useConnection } from '@rockon/sync-react';
import { KeyRound, RefreshCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '../../ui/button.tsx';
import { connectionSentence } from './connection-labels.ts';

function Banner({ icon, children, action }: { icon: ReactNode; children: ReactNode; action?: ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-hairline bg-raised px-4 py-2.5 text-14 desk:px-8"
    >
      {icon}
      <p className="min-w-0 flex-1 basis-52 font-medium">{children}</p>
      {action}
    </div>
  );
}

/** What keeps the device from syncing until the person does something. Local data stays on screen and editable. */
export function TroubleBanner() {
  const state = useConnection();
  const waiting = state.pending + state.failed;
  if (state.defect !== null) {
    return (
      <Banner
        icon={<TriangleAlert className="size-5 text-error" aria-hidden="true" />}
        action={
          <Button size="sm" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        {connectionSentence(state)}
      </Banner>
    );
  }
  if (state.upgradeNeeded) {
    return (
      <Banner
        icon={<RefreshCw className="size-5 text-accent" aria-hidden="true" />}
        action={
          <Button size="sm" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        {connectionSentence(state)}
      </Banner>
    );
  }
  if (state.signInNeeded) {
    return (
      <Banner
        icon={<KeyRound className="size-5 text-accent" aria-hidden="true" />}
        action={
          <Link to="/sign-in?again" className={buttonClass('primary', 'sm')}>
            Sign in
          </Link>
        }
      >
        {waiting === 0
          ? 'Sign in to go on syncing. Everything on this device stays.'
          : `Sign in to sync ${waiting} ${waiting === 1 ? 'change' : 'changes'}. They are kept on this device.`}
      </Banner>
    );
  }
  return null;
}
