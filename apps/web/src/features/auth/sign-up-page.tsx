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
import * as messages from './messages.ts';
import { PasswordField } from './password-field.tsx';

export function SignUpPage() {
  const session = useSession();
  const { search } = useLocation();
  const [mailed, setMailed] = useState<string | null>(null);
  const invited = pendingInvite() !== null;
  return (
    <AuthLayout
      title={messages.createAnAccount}
      below={
        <p>
          {messages.alreadyHaveOne}{' '}
          <Link to={`/sign-in${search}`} className={authLinkClass}>
            {messages.signInInstead}
          </Link>
        </p>
      }
    >
      {invited && <Alert tone="info">{messages.invited}</Alert>}
      {mailed !== null && <Alert tone="info">{messages.confirmEmail(mailed)}</Alert>}
      <AuthForm
        failed={messages.signUpFailed}
        button={messages.createAccount}
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
              label={messages.name}
              name="name"
              autoComplete="name"
              hint={messages.nameHint}
              error={errors.name}
              required
            />
            <TextField
              label={messages.email}
              name="email"
              type="email"
              autoComplete="email"
              inputMode="email"
              error={errors.email}
              required
            />
            <PasswordField autoComplete="new-password" hint={messages.passwordHint} error={errors.password} />
          </>
        )}
      </AuthForm>
    </AuthLayout>
  );
}
