import { useConnection, useEngine, useLive } from '@rockon/sync-react';
import { ArrowLeft, ChevronRight, Headphones, KeyRound, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { createDemoBand, newBandId } from '../../band/actions.ts';
import { chooseBand, useMemberships } from '../../band/bands.ts';
import { downloadJson } from '../../lib/download.ts';
import { useAccount } from '../../session/session-context.tsx';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { useSignOut } from '../../session/use-sign-out.tsx';
import { Alert } from '../../ui/alert.tsx';
import { TextButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Logo } from '../../ui/logo.tsx';
import { CreateForm } from './create-form.tsx';
import { JoinForm } from './join-form.tsx';
import { useNavigateIfStillHere } from './use-navigate-if-still-here.ts';

function Choice({
  icon,
  title,
  text,
  open = false,
  busy = false,
  onPress,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly open?: boolean;
  readonly busy?: boolean;
  readonly onPress: () => void;
  readonly children?: ReactNode;
}) {
  return (
    <div className={cx('rounded-2xl border bg-surface transition-colors', open ? 'border-control' : 'border-hairline')}>
      <div className="relative flex items-center gap-4 p-5">
        <span className="grid size-11 shrink-0 place-items-center rounded-xl bg-raised text-accent">{icon}</span>
        <div className="min-w-0 flex-1">
          <button
            type="button"
            onClick={onPress}
            disabled={busy}
            aria-expanded={children === undefined ? undefined : open}
            className={cx(
              'text-left text-16 font-semibold after:absolute after:inset-0 after:rounded-2xl focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent',
              busy && 'animate-pulse-sync',
            )}
          >
            {title}
          </button>
          <p className="text-14 text-secondary">{text}</p>
        </div>
        <ChevronRight
          aria-hidden="true"
          className={cx('size-5 text-muted transition-transform', open && children !== undefined && 'rotate-90')}
        />
      </div>
      {open && children !== undefined && <div className="px-5 pb-5">{children}</div>}
    </div>
  );
}

/** What a person had not sent when a band was taken from them: said where they land, and theirs to take along. */
function SetAsideWork() {
  const engine = useEngine();
  const setAside = useLive(engine.setAside);
  const count = setAside.reduce((sum, { entries }) => sum + entries.length, 0);
  if (count === 0) return null;
  return (
    <Alert tone="info">
      You are not in the band any more. {count === 1 ? '1 change that was' : `${count} changes that were`} not sent
      {count === 1 ? ' is' : ' are'} kept on this device.{' '}
      <TextButton onClick={() => downloadJson('rockon-unsynced-changes.json', engine.exportUnsent())}>
        Export {count === 1 ? 'it' : 'them'}
      </TextButton>
    </Alert>
  );
}

/** The first screen of who has no band on this device, and the way to another band for who has. */
export function FirstRunPage() {
  const engine = useEngine();
  const { signOut, question } = useSignOut();
  const goOn = useNavigateIfStillHere();
  const { identity } = useAccount();
  const { kind } = useConnection();
  const { memberships } = useMemberships();
  const [open, setOpen] = useState<'create' | 'join' | null>(null);
  const [bandId] = useState(newBandId);
  const demo = useOnlineAction('Making the demo band');
  const first = memberships.length === 0;
  const toggle = (which: 'create' | 'join') => setOpen(open === which ? null : which);
  const Frame = first ? 'main' : 'div';
  return (
    <Frame className="mx-auto grid min-h-[80dvh] w-full max-w-xl content-center gap-6 px-4 py-10">
      {first ? (
        <Logo />
      ) : (
        <Link to="/" className="inline-flex min-h-11 items-center gap-2 text-14 font-medium text-secondary">
          <ArrowLeft className="size-4" aria-hidden="true" />
          Back
        </Link>
      )}
      <div>
        <h1 className="text-28 font-bold tracking-[-0.02em]">
          {first ? `Hello ${identity.name.split(' ')[0] ?? ''}, which band?` : 'Another band'}
        </h1>
        <p className="mt-1 text-16 text-secondary">Everything in RockOn belongs to a band. You can be in several.</p>
      </div>
      {kind === 'offline' && (
        <Alert tone="info">You are offline. Creating and joining a band need a connection; what you type stays.</Alert>
      )}
      {demo.error !== null && <Alert>{demo.error}</Alert>}
      <SetAsideWork />
      <div className="grid gap-3">
        <Choice
          icon={<Plus className="size-5" aria-hidden="true" />}
          title="Create a band"
          text="Start the book and invite the others"
          open={open === 'create'}
          onPress={() => toggle('create')}
        >
          <CreateForm />
        </Choice>
        <Choice
          icon={<KeyRound className="size-5" aria-hidden="true" />}
          title="Join a band"
          text="With a code or link from a bandmate"
          open={open === 'join'}
          onPress={() => toggle('join')}
        >
          <JoinForm />
        </Choice>
        <Choice
          icon={<Headphones className="size-5" aria-hidden="true" />}
          title="Try the demo band"
          text="A covers band with forty songs, to look around in"
          busy={demo.busy}
          onPress={() => {
            const go = goOn();
            void demo.run(async () => {
              chooseBand(await createDemoBand(engine, bandId));
              go('/songs');
            });
          }}
        />
      </div>
      {first && (
        <p className="text-13 text-muted">
          Signed in as {identity.email}. <TextButton onClick={signOut}>Sign out</TextButton>
        </p>
      )}
      {question}
    </Frame>
  );
}
