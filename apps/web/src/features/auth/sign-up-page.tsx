import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { pendingInvite } from '../../band/invite-link.ts';
import { checkEmail } from '../../lib/email.ts';
import { checkPassword } from '../../lib/password.ts';
import { useSession } from '../../session/session-context.tsx';
import { Alert } from '../../ui/alert.tsx';
import { TextField } from '../../ui/field.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthLayout, authLinkClass } from './auth-layout.tsx';
import { checkName, errorsOf } from './checks.ts';
import { PasswordField } from './password-field.tsx';

export function SignUpPage() {
  const session = useSession();
  const { search } = useLocation();
  const [mailed, setMailed] = useState<string | null>(null);
  const invited = pendingInvite() !== null;
  return (
    <AuthLayout
      title="Create an account"
      below={
        <p>
          Already have one?{' '}
          <Link to={`/sign-in${search}`} className={authLinkClass}>
            Sign in instead
          </Link>
        </p>
      }
    >
      {invited && <Alert tone="info">You have been invited to a band. After this step you can join it.</Alert>}
      {mailed !== null && <Alert tone="info">We sent a mail to {mailed}. Follow its link, then sign in here.</Alert>}
      <AuthForm
        action="Creating an account"
        button="Create account"
        check={({ name = '', email = '', password = '' }) =>
          errorsOf({ name: checkName(name), email: checkEmail(email), password: checkPassword(password) })
        }
        submit={async ({ name = '', email = '', password = '' }) => {
          const result = await session.signUp(name.trim(), email.trim(), password);
          if (result === 'confirm-mail') setMailed(email.trim());
        }}
      >
        {(errors) => (
          <>
            <TextField
              label="Name"
              name="name"
              autoComplete="name"
              hint="What your bandmates call you"
              error={errors.name}
              required
            />
            <TextField
              label="Email"
              name="email"
              type="email"
              autoComplete="email"
              inputMode="email"
              error={errors.email}
              required
            />
            <PasswordField
              autoComplete="new-password"
              hint="At least 8 characters; a few words are fine"
              error={errors.password}
            />
          </>
        )}
      </AuthForm>
    </AuthLayout>
  );
}
