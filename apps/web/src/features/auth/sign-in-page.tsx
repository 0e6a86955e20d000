import { Link, useLocation, useNavigate } from 'react-router';
import { checkEmail } from '../../lib/email.ts';
import { readIdentity } from '../../session/identity.ts';
import { useSession } from '../../session/session-context.tsx';
import { TextField } from '../../ui/field.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthLayout, authLinkClass } from './auth-layout.tsx';
import { errorsOf } from './checks.ts';
import * as messages from './messages.ts';
import { PasswordField } from './password-field.tsx';

export function SignInPage() {
  const session = useSession();
  const navigate = useNavigate();
  const { search } = useLocation();
  const again = new URLSearchParams(search).has('again');
  return (
    <AuthLayout
      title={again ? messages.signInAgain : messages.signIn}
      below={
        <>
          <Link to="/forgot-password" className={authLinkClass}>
            {messages.forgotPassword}
          </Link>
          {again ? (
            <Link to="/" className={authLinkClass}>
              {messages.continueWithoutSync}
            </Link>
          ) : (
            <p>
              {messages.newHere}{' '}
              <Link to={`/sign-up${search}`} className={authLinkClass}>
                {messages.createAnAccount}
              </Link>
            </p>
          )}
        </>
      }
    >
      <AuthForm
        failed={messages.signInFailed}
        button={messages.signIn}
        check={({ email = '', password = '' }) =>
          errorsOf({ email: checkEmail(email), password: password === '' ? messages.passwordRequired : undefined })
        }
        submit={async ({ email = '', password = '' }) => {
          await session.signIn(email.trim(), password);
          if (again) void navigate('/', { replace: true });
        }}
      >
        {(errors) => (
          <>
            <TextField
              label={messages.email}
              name="email"
              type="email"
              autoComplete="email"
              inputMode="email"
              defaultValue={again ? (readIdentity()?.email ?? '') : ''}
              error={errors.email}
              required
            />
            <PasswordField autoComplete="current-password" error={errors.password} />
          </>
        )}
      </AuthForm>
    </AuthLayout>
  );
}
