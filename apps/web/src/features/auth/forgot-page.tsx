import { useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { checkEmail } from '../../lib/email.ts';
import { checkPassword } from '../../lib/password.ts';
import type { Recovery } from '../../session/session.ts';
import { useSession } from '../../session/session-context.tsx';
import { Alert } from '../../ui/alert.tsx';
import { TextButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthLayout, authLinkClass } from './auth-layout.tsx';
import { errorsOf } from './checks.ts';
import * as messages from './messages.ts';
import { PasswordField } from './password-field.tsx';

/** Requests a reset email, then asks for its code. The email's link works too, but may open on another device. */
export function ForgotPage() {
  const session = useSession();
  const navigate = useNavigate();
  const [mailed, setMailed] = useState<string | null>(null);
  // A code works once: if only the password is refused, the next attempt reuses this recovery.
  const recovery = useRef<Recovery | null>(null);
  return (
    <AuthLayout
      title={messages.resetTitle}
      below={
        <Link to="/sign-in" className={authLinkClass}>
          {messages.backToSignIn}
        </Link>
      }
    >
      {mailed === null ? (
        <AuthForm
          failed={messages.sendFailed}
          button={messages.sendResetEmail}
          check={({ email = '' }) => errorsOf({ email: checkEmail(email) })}
          submit={async ({ email = '' }) => {
            await session.auth.requestPasswordReset(email.trim(), `${window.location.origin}/reset-password`);
            recovery.current = null;
            setMailed(email.trim());
          }}
        >
          {(errors) => (
            <TextField
              label={messages.email}
              name="email"
              type="email"
              autoComplete="email"
              hint={messages.sendHint}
              error={errors.email}
              required
            />
          )}
        </AuthForm>
      ) : (
        <>
          <Alert tone="info">
            {messages.resetEmailSent(mailed)}{' '}
            <TextButton onClick={() => setMailed(null)}>{messages.otherAddress}</TextButton>
          </Alert>
          <AuthForm
            failed={messages.setPasswordFailed}
            button={messages.setPassword}
            check={({ code = '', password = '' }) =>
              errorsOf({
                code: code.replace(/\s/g, '') === '' ? messages.codeRequired : undefined,
                password: checkPassword(password),
              })
            }
            submit={async ({ code = '', password = '' }) => {
              recovery.current ??= await session.auth.recover({ email: mailed, code: code.replace(/\s/g, '') });
              await session.setRecovered(recovery.current, password);
              void navigate('/', { replace: true });
            }}
          >
            {(errors) => (
              <>
                <TextField
                  label={messages.code}
                  name="code"
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  error={errors.code}
                  required
                />
                <PasswordField label={messages.newPassword} autoComplete="new-password" error={errors.password} />
              </>
            )}
          </AuthForm>
        </>
      )}
    </AuthLayout>
  );
}
