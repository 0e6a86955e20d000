import { Navigate, useParams } from 'react-router';
import { keepInvite } from '../../band/invite-link.ts';

/** An invite link without an account on this device: the code waits on the device until there is one. */
export function Invited() {
  const { code } = useParams();
  if (code !== undefined) keepInvite(code);
  return <Navigate to="/sign-up" replace />;
}
