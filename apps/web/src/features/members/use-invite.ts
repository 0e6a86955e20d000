import type { Role } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useState } from 'react';
import { createInvite } from '../../band/bands-api.ts';

export type InviteRole = Exclude<Role, 'owner'>;

/** The invite on screen. It is created on the server before its code is shown, so a code on screen always works. */
export function useInvite(bandId: string) {
  const engine = useEngine();
  const [current, setCurrent] = useState<{ readonly code: string; readonly role: InviteRole } | null>(null);
  return {
    current,
    create: async (role: InviteRole) => setCurrent({ code: await createInvite(engine, bandId, role), role }),
    close: () => setCurrent(null),
  };
}
