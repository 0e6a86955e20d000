import { Link, useParams } from 'react-router';
import { keepInvite } from '../../platform/invite-link.ts';
import { Logo } from '../../ui/logo.tsx';
import { JoinForm } from './join-form.tsx';

/** Where an invite link leads who is signed in. */
export function JoinPage() {
  const { code = '' } = useParams();
  return (
    <main className="mx-auto grid min-h-[80dvh] w-full max-w-md content-center gap-6 px-4 py-10">
      <Logo />
      <div>
        <h1 className="text-28 font-bold tracking-[-0.02em]">You are invited</h1>
        <p className="mt-1 text-16 text-secondary">Join the band to see its book on this device.</p>
      </div>
      <JoinForm code={code} />
      <Link
        to="/"
        onClick={() => keepInvite(null)}
        className="inline-flex min-h-11 items-center justify-self-start text-14 font-medium text-secondary underline decoration-control underline-offset-3"
      >
        Not now
      </Link>
    </main>
  );
}
