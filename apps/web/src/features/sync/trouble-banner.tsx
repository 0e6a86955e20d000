import { useConnection } from '@rockon/sync-react';
import { KeyRound, RefreshCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '../../ui/button.tsx';
import { connectionSentence } from './connection-sentence.ts';
import * as messages from './messages.ts';

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

const ReloadButton = () => (
  <Button size="sm" onClick={() => window.location.reload()}>
    {messages.reload}
  </Button>
);

/** Shown while syncing cannot go on until the person acts. Local data stays on screen and editable. */
export function TroubleBanner() {
  const state = useConnection();
  if (state.defect !== null) {
    const icon = <TriangleAlert className="size-5 text-error" aria-hidden="true" />;
    return (
      <Banner icon={icon} action={<ReloadButton />}>
        {connectionSentence(state)}
      </Banner>
    );
  }
  if (state.upgradeNeeded) {
    const icon = <RefreshCw className="size-5 text-accent" aria-hidden="true" />;
    return (
      <Banner icon={icon} action={<ReloadButton />}>
        {connectionSentence(state)}
      </Banner>
    );
  }
  if (!state.signInNeeded) return null;
  return (
    <Banner
      icon={<KeyRound className="size-5 text-accent" aria-hidden="true" />}
      action={
        <Link to="/sign-in?again" className={buttonClass('primary', 'sm')}>
          {messages.signIn}
        </Link>
      }
    >
      {messages.signInToSync(state.pending + state.failed)}
    </Banner>
  );
}
