import { Navigate, useParams } from 'react-router';
import { keepInvite } from '../../band/invite-link.ts';

/** An invite link opened without an account on this device: keeps the code until the person has signed up. */
export function Invited() {
  const { code } = useParams();
  if (code !== undefined) keepInvite(code);
  return <Navigate to="/sign-up" replace />;
}
