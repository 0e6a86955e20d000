import type { SyncedRow } from '@rockon/domain';
import { useBand } from '../band/band-context.tsx';
import { useAccount } from '../session/session-context.tsx';
import { TimeAgo } from '../ui/time.tsx';

type Facts = Pick<SyncedRow, 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy' | 'version'>;

/** Who made a record and who changed it last. */
export function Byline({ row }: { readonly row: Facts }) {
  const { nameOf } = useBand();
  const { identity } = useAccount();
  const who = (userId: string | null) => (userId === identity.userId ? 'you' : nameOf(userId));
  if (row.createdAt === null) return <p className="text-13 text-muted">Added on this device, not sent yet</p>;
  return (
    <p className="text-13 text-muted">
      Added by {who(row.createdBy)} <TimeAgo at={row.createdAt} />
      {row.version > 1 && row.updatedAt !== null && (
        <>
          {' · '}last changed by {who(row.updatedBy)} <TimeAgo at={row.updatedAt} />
        </>
      )}
    </p>
  );
}
