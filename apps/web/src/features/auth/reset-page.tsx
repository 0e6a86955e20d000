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
import * as messages from './messages.ts';
import { PasswordField } from './password-field.tsx';

type Looked =
  | { readonly kind: 'looking' }
  | { readonly kind: 'good'; readonly recovery: Recovery }
  /** The link has expired or was used: only a new email helps. */
  | { readonly kind: 'spent' }
  /** The link could not be checked; it may still work. */
  | { readonly kind: 'unknown'; readonly words: string };

/** Redeems the link when the page opens, so that an expired one is reported before the person types a password. */
function useRecovery(tokenHash: string | null) {
  const { auth } = useSession();
  const [looked, setLooked] = useState<Looked>({ kind: 'looking' });
  // Redeeming uses the link up, so it must run only once although StrictMode mounts the page twice.
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
        setLooked(
          spent ? { kind: 'spent' } : { kind: 'unknown', words: errorMessage(error, messages.checkLinkFailed) },
        );
      },
    );
  }, [auth, tokenHash]);
  useEffect(look, [look]);
  return { looked, look };
}

/** Opened by the link in a reset email. */
export function ResetPage() {
  const session = useSession();
  const navigate = useNavigate();
  const { search } = useLocation();
  // Removed from the address at once, so that it is neither shared nor kept in the browser history.
  const [tokenHash] = useState(() => {
    const found = new URLSearchParams(search).get('token_hash');
    if (found !== null) window.history.replaceState(window.history.state, '', '/reset-password');
    return found;
  });
  const { looked, look } = useRecovery(tokenHash);
  if (tokenHash === null) return <Navigate to="/forgot-password" replace />;
  return (
    <AuthLayout
      title={messages.resetTitle}
      below={
        <Link to={looked.kind === 'spent' ? '/sign-in' : '/forgot-password'} className={authLinkClass}>
          {looked.kind === 'spent' ? messages.backToSignIn : messages.newEmail}
        </Link>
      }
    >
      {looked.kind === 'looking' && (
        <p role="status" className="text-14 text-secondary">
          {messages.checkingLink}
        </p>
      )}
      {looked.kind === 'spent' && (
        <>
          <Alert>{messages.linkExpired}</Alert>
          <Link to="/forgot-password" className={buttonClass('primary', 'lg')}>
            {messages.newEmail}
          </Link>
        </>
      )}
      {looked.kind === 'unknown' && (
        <Alert>
          {looked.words} <TextButton onClick={look}>{messages.tryAgain}</TextButton>
        </Alert>
      )}
      {looked.kind === 'good' && (
        <AuthForm
          failed={messages.setPasswordFailed}
          button={messages.setPassword}
          check={({ password = '' }) => errorsOf({ password: checkPassword(password) })}
          submit={async ({ password = '' }) => {
            await session.setRecovered(looked.recovery, password);
            void navigate('/', { replace: true });
          }}
        >
          {(errors) => (
            <PasswordField
              label={messages.newPassword}
              autoComplete="new-password"
              hint={messages.passwordHint}
              error={errors.password}
            />
          )}
        </AuthForm>
      )}
    </AuthLayout>
  );
}
