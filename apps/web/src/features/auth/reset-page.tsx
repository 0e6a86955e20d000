import { useCallback, useEffect, useRef, useState } from 'react';
import { Link, Navigate, useLocation, useNavigate } from 'react-router';
import { errorCode, errorMessage } from '../../lib/error-messages.ts';
import { checkPassword } from '../../lib/password.ts';
import type { Recovery } from '../../session/session.ts';
import { useSession } from '../../session/session-context.tsx';
import { Alert } from '../../ui/alert.tsx';
import { buttonClass, TextButton } from '../../ui/button.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthLayout, authLinkClass } from './auth-layout.tsx';
import { errorsOf } from './checks.ts';
import { PasswordField } from './password-field.tsx';

type Looked =
  | { readonly kind: 'looking' }
  | { readonly kind: 'good'; readonly recovery: Recovery }
  /** The link is of no use any more: only another mail helps. */
  | { readonly kind: 'spent' }
  /** It could not be looked at; it may be good. */
  | { readonly kind: 'unknown'; readonly words: string };

/** Whether the link still lets somebody in: said before a password is thought of, not after. */
function useRecovery(tokenHash: string | null) {
  const { auth } = useSession();
  const [looked, setLooked] = useState<Looked>({ kind: 'looking' });
  // Looking uses the link up, so it is done once for each press, however often React mounts the page.
  const asked = useRef(false);
  const look = useCallback(() => {
    if (tokenHash === null || asked.current) return;
    asked.current = true;
    setLooked({ kind: 'looking' });
    auth.recover({ tokenHash }).then(
      (recovery) => setLooked({ kind: 'good', recovery }),
      (error: unknown) => {
        asked.current = false;
        const spent = errorCode(error) === 'otp_expired';
        setLooked(spent ? { kind: 'spent' } : { kind: 'unknown', words: errorMessage(error, 'Checking the link') });
      },
    );
  }, [auth, tokenHash]);
  useEffect(look, [look]);
  return { looked, look };
}

/** Where the link of a reset mail leads. */
export function ResetPage() {
  const session = useSession();
  const navigate = useNavigate();
  const { search } = useLocation();
  // Taken out of the address at once, so that it is neither shared nor kept in the history.
  const [tokenHash] = useState(() => {
    const found = new URLSearchParams(search).get('token_hash');
    if (found !== null) window.history.replaceState(window.history.state, '', '/reset-password');
    return found;
  });
  const { looked, look } = useRecovery(tokenHash);
  if (tokenHash === null) return <Navigate to="/forgot-password" replace />;
  return (
    <AuthLayout
      title="A new password"
      below={
        <Link to={looked.kind === 'spent' ? '/sign-in' : '/forgot-password'} className={authLinkClass}>
          {looked.kind === 'spent' ? 'Back to signing in' : 'Ask for another mail'}
        </Link>
      }
    >
      {looked.kind === 'looking' && (
        <p role="status" className="text-14 text-secondary">
          Checking your link…
        </p>
      )}
      {looked.kind === 'spent' && (
        <>
          <Alert>This link was used already or is too old. A link works once, and not for long.</Alert>
          <Link to="/forgot-password" className={buttonClass('primary', 'lg')}>
            Ask for another mail
          </Link>
        </>
      )}
      {looked.kind === 'unknown' && (
        <Alert>
          {looked.words} <TextButton onClick={look}>Try again</TextButton>
        </Alert>
      )}
      {looked.kind === 'good' && (
        <AuthForm
          action="Setting the password"
          button="Set new password"
          check={({ password = '' }) => errorsOf({ password: checkPassword(password) })}
          submit={async ({ password = '' }) => {
            await session.setRecovered(looked.recovery, password);
            void navigate('/', { replace: true });
          }}
        >
          {(errors) => (
            <PasswordField
              label="New password"
              autoComplete="new-password"
              hint="At least 8 characters; a few words are fine"
              error={errors.password}
            />
          )}
        </AuthForm>
      )}
    </AuthLayout>
  );
}
