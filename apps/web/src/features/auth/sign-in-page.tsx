import { Link, useLocation, useNavigate } from 'react-router';
import { checkEmail } from '../../lib/email.ts';
import { readIdentity } from '../../session/identity.ts';
import { useSession } from '../../session/session-context.tsx';
import { TextField } from '../../ui/field.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthLayout, authLinkClass } from './auth-layout.tsx';
import { errorsOf } from './checks.ts';
import { PasswordField } from './password-field.tsx';

export function SignInPage() {
  const session = useSession();
  const navigate = useNavigate();
  const { search } = useLocation();
  const again = new URLSearchParams(search).has('again');
  return (
    <AuthLayout
      title={again ? 'Sign in again' : 'Sign in'}
      below={
        <>
          <Link to="/forgot-password" className={authLinkClass}>
            Forgot your password?
          </Link>
          {again ? (
            <Link to="/" className={authLinkClass}>
              Go on without syncing
            </Link>
          ) : (
            <p>
              New here?{' '}
              <Link to={`/sign-up${search}`} className={authLinkClass}>
                Create an account
              </Link>
            </p>
          )}
        </>
      }
    >
      <AuthForm
        action="Signing in"
        button="Sign in"
        check={({ email = '', password = '' }) =>
          errorsOf({ email: checkEmail(email), password: password === '' ? 'Password is missing' : undefined })
        }
        submit={async ({ email = '', password = '' }) => {
          await session.signIn(email.trim(), password);
          if (again) void navigate('/', { replace: true });
        }}
      >
        {(errors) => (
          <>
            <TextField
              label="Email"
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
