import { useConnection, useEngine, useLive } from '@rockon/sync-react';
import { ArrowLeft, Headphones, KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { chooseBand, useMemberships } from '../../band/bands.ts';
import { newBandId } from '../../band/bands-api.ts';
import { createDemoBand } from '../../band/demo-data.ts';
import { exportUnsent } from '../../session/export-unsent.ts';
import { useAccount } from '../../session/session-context.tsx';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { useSignOut } from '../../session/use-sign-out.tsx';
import { Alert } from '../../ui/alert.tsx';
import { TextButton } from '../../ui/button.tsx';
import { Logo } from '../../ui/logo.tsx';
import { Choice } from './choice.tsx';
import { CreateForm } from './create-form.tsx';
import { JoinForm } from './join-form.tsx';
import * as messages from './messages.ts';
import { useNavigateIfStillHere } from './use-navigate-if-still-here.ts';

/** Unsynced changes of a band that the person was removed from: shown where they land, with an export. */
function SetAsideWork() {
  const engine = useEngine();
  const setAside = useLive(engine.setAside);
  const count = setAside.reduce((sum, { entries }) => sum + entries.length, 0);
  if (count === 0) return null;
  return (
    <Alert tone="info">
      {messages.removedWithWork(count)}{' '}
      <TextButton onClick={() => exportUnsent(engine)}>{messages.exportWork(count)}</TextButton>
    </Alert>
  );
}

type Form = 'create' | 'join';

/** Create, join, or try the demo band; a form opens below its choice. */
function Choices() {
  const engine = useEngine();
  const navigateIfStillHere = useNavigateIfStillHere();
  const [open, setOpen] = useState<Form | null>(null);
  const [bandId] = useState(newBandId);
  const demo = useOnlineAction(messages.demoFailed);
  const toggle = (which: Form) => setOpen(open === which ? null : which);
  const openDemo = () => {
    const go = navigateIfStillHere();
    void demo.run(async () => {
      chooseBand(await createDemoBand(engine, bandId));
      go('/songs');
    });
  };
  return (
    <div className="grid gap-3">
      {demo.error !== null && <Alert>{demo.error}</Alert>}
      <Choice
        icon={<Plus className="size-5" aria-hidden="true" />}
        title={messages.create}
        text={messages.createDetail}
        open={open === 'create'}
        onPress={() => toggle('create')}
      >
        <CreateForm />
      </Choice>
      <Choice
        icon={<KeyRound className="size-5" aria-hidden="true" />}
        title={messages.join}
        text={messages.joinDetail}
        open={open === 'join'}
        onPress={() => toggle('join')}
      >
        <JoinForm />
      </Choice>
      <Choice
        icon={<Headphones className="size-5" aria-hidden="true" />}
        title={messages.demo}
        text={messages.demoDetail}
        busy={demo.busy}
        onPress={openDemo}
      />
    </div>
  );
}

/** The first screen without a band on this device; with one, the page for creating or joining another. */
export function FirstRunPage() {
  const { signOut, question } = useSignOut();
  const { identity } = useAccount();
  const { kind } = useConnection();
  const { memberships } = useMemberships();
  const first = memberships.length === 0;
  const Frame = first ? 'main' : 'div';
  return (
    <Frame className="mx-auto grid min-h-[80dvh] w-full max-w-xl content-center gap-6 px-4 py-10">
      {first ? (
        <Logo />
      ) : (
        <Link to="/" className="inline-flex min-h-11 items-center gap-2 text-14 font-medium text-secondary">
          <ArrowLeft className="size-4" aria-hidden="true" />
          {messages.back}
        </Link>
      )}
      <div>
        <h1 className="text-28 font-bold tracking-[-0.02em]">
          {first ? messages.welcome(identity.name.split(' ')[0] ?? '') : messages.addBand}
        </h1>
        <p className="mt-1 text-16 text-secondary">{messages.intro}</p>
      </div>
      {kind === 'offline' && <Alert tone="info">{messages.offline}</Alert>}
      <SetAsideWork />
      <Choices />
      {first && (
        <p className="text-13 text-muted">
          {messages.signedInAs(identity.email)} <TextButton onClick={signOut}>{messages.signOut}</TextButton>
        </p>
      )}
      {question}
    </Frame>
  );
}
