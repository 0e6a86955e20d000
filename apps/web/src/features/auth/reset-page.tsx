import { useState } from 'react';
import { Link, Navigate, useLocation, useNavigate } from 'react-router';
import { checkPassword } from '../../platform/password.ts';
import { useSession } from '../../platform/session-context.tsx';
import { AuthForm } from './auth-form.tsx';
import { AuthLayout, authLinkClass } from './auth-layout.tsx';
import { errorsOf } from './checks.ts';
import { PasswordField } from './password-field.tsx';

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
  if (tokenHash === null) return <Navigate to="/forgot-password" replace />;
  return (
    <AuthLayout
      title="A new password"
      below={
        <Link to="/forgot-password" className={authLinkClass}>
          Ask for another mail
        </Link>
      }
    >
      <AuthForm
        action="Setting the password"
        button="Set new password"
        check={({ password = '' }) => errorsOf({ password: checkPassword(password) })}
        submit={async ({ password = '' }) => {
          await session.resetPassword({ tokenHash }, password);
          void navigate('/', { replace: true });
        }}
      >
        {(errors) => <PasswordField label="New password" autoComplete="new-password" error={errors.password} />}
      </AuthForm>
    </AuthLayout>
  );
}
