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
import { PasswordField } from './password-field.tsx';

/** Asks for a mail, then for the code in it: the link of the mail works too, but may open on another device. */
export function ForgotPage() {
  const session = useSession();
  const navigate = useNavigate();
  const [mailed, setMailed] = useState<string | null>(null);
  // A code works once: when only the password is refused, the next try goes on from here.
  const recovery = useRef<Recovery | null>(null);
  return (
    <AuthLayout
      title="A new password"
      below={
        <Link to="/sign-in" className={authLinkClass}>
          Back to signing in
        </Link>
      }
    >
      {mailed === null ? (
        <AuthForm
          action="Sending the mail"
          button="Send mail"
          check={({ email = '' }) => errorsOf({ email: checkEmail(email) })}
          submit={async ({ email = '' }) => {
            await session.auth.requestPasswordReset(email.trim(), `${window.location.origin}/reset-password`);
            recovery.current = null;
            setMailed(email.trim());
          }}
        >
          {(errors) => (
            <TextField
              label="Email"
              name="email"
              type="email"
              autoComplete="email"
              hint="We send you a link and a code"
              error={errors.email}
              required
            />
          )}
        </AuthForm>
      ) : (
        <>
          <Alert tone="info">
            If there is an account for {mailed}, a mail is on its way. Follow its link, or type its code here.{' '}
            <TextButton onClick={() => setMailed(null)}>Another address</TextButton>
          </Alert>
          <AuthForm
            action="Setting the password"
            button="Set new password"
            check={({ code = '', password = '' }) =>
              errorsOf({
                code: code.replace(/\s/g, '') === '' ? 'Code is missing' : undefined,
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
                  label="Code"
                  name="code"
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  error={errors.code}
                  required
                />
                <PasswordField label="New password" autoComplete="new-password" error={errors.password} />
              </>
            )}
          </AuthForm>
        </>
      )}
    </AuthLayout>
  );
}
