import { useEngine } from '@rockon/sync-react';
import { useCallback, useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Preview, previewInvite } from '../../band/bands-api.ts';
import { keepInvite } from '../../band/invite-link.ts';
import { errorMessage } from '../../lib/error-messages.ts';
import { Alert } from '../../ui/alert.tsx';
import { TextButton } from '../../ui/button.tsx';
import { Logo } from '../../ui/logo.tsx';
import { JoinForm } from './join-form.tsx';
import * as messages from './messages.ts';

type Looked =
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly preview: Preview }
  | { readonly kind: 'unknown'; readonly words: string };

const previewText = ({ already, role, members }: Preview): string =>
  already ? messages.alreadyMember : messages.joinPreview(members, role);

/** Which band the code joins, shown before anything is pressed; an expired code is reported here too. */
function usePreview(code: string) {
  const engine = useEngine();
  const [looked, setLooked] = useState<Looked>({ kind: 'looking' });
  const look = useCallback(() => {
    setLooked({ kind: 'looking' });
    previewInvite(engine, code).then(
      (preview) => setLooked({ kind: 'found', preview }),
      (error: unknown) => setLooked({ kind: 'unknown', words: errorMessage(error, messages.previewFailed) }),
    );
  }, [engine, code]);
  useEffect(look, [look]);
  return { looked, look };
}

/** An invite link, opened by somebody who is signed in. */
export function JoinPage() {
  const { code = '' } = useParams();
  const { looked, look } = usePreview(code);
  const preview = looked.kind === 'found' ? looked.preview : null;
  return (
    <main className="mx-auto grid min-h-[80dvh] w-full max-w-md content-center gap-6 px-4 py-10">
      <Logo />
      <div>
        <h1 className="text-28 font-bold tracking-[-0.02em] [overflow-wrap:anywhere]">
          {preview === null ? messages.invited : messages.invitedTo(preview.name)}
        </h1>
        <p className="mt-1 min-h-6 text-16 text-secondary" role="status">
          {preview === null ? messages.invitedDetail : previewText(preview)}
        </p>
      </div>
      {looked.kind === 'unknown' && (
        <Alert>
          {looked.words} <TextButton onClick={look}>{messages.tryAgain}</TextButton>
        </Alert>
      )}
      <JoinForm code={code} />
      <Link
        to="/"
        onClick={() => keepInvite(null)}
        className="inline-flex min-h-11 items-center justify-self-start text-14 font-medium text-secondary underline decoration-control underline-offset-3"
      >
        {messages.notNow}
      </Link>
    </main>
  );
}
