import { type Membership, ROLES, type Role } from '@rockon/domain';
import { useRecord, useRecords } from '@rockon/sync-react';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import { useAccount } from '../session/session-context.tsx';

interface CurrentBand {
  readonly id: string;
  /** The signed-in user. */
  readonly userId: string;
  /** Null until it is on this device. */
  readonly name: string | null;
  readonly role: Role | null;
  readonly members: readonly Membership[];
  /** Whether all members are on this device. */
  readonly complete: boolean;
  /** A person's name in this band, never "You". */
  nameOf(userId: string | null): string;
  memberOf(userId: string | null): Membership | undefined;
}

const BandContext = createContext<CurrentBand | null>(null);

const byName = (a: Membership, b: Membership) =>
  a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The current band, with its members by user id. */
export function BandProvider({ bandId, children }: { readonly bandId: string; readonly children: ReactNode }) {
  const { identity } = useAccount();
  const band = useRecord({ scope: bandId, table: 'bands', id: bandId });
  const { rows: members, complete } = useRecords({
    scope: bandId,
    table: 'memberships',
    sort: byName,
  });
  const byUser = useMemo(() => new Map(members.map((member) => [member.userId, member])), [members]);
  const memberOf = useCallback((userId: string | null) => (userId === null ? undefined : byUser.get(userId)), [byUser]);
  const nameOf = useCallback((userId: string | null) => memberOf(userId)?.name ?? 'A former member', [memberOf]);
  const name = band?.name ?? null;
  const role = ROLES.find((each) => each === memberOf(identity.userId)?.role) ?? null;
  const { userId } = identity;
  const current = useMemo(
    () => ({ id: bandId, userId, name, role, members, complete, nameOf, memberOf }),
    [bandId, userId, name, role, members, complete, nameOf, memberOf],
  );
  return <BandContext value={current}>{children}</BandContext>;
}

export function useBand(): CurrentBand {
  const band = useContext(BandContext);
  if (band === null) throw new Error('useBand needs a BandProvider above it');
  return band;
}
