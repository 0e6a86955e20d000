import type { SyncedRow } from '@rockon/domain';
import { useBand } from '../band/band-context.tsx';
import { useAccount } from '../session/session-context.tsx';
import { TimeAgo } from '../ui/time.tsx';
import * as messages from './page-messages.tsx';

type Facts = Pick<SyncedRow, 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy' | 'version'>;

/** Who added a record and who changed it last. */
export function Byline({ row }: { readonly row: Facts }) {
  const { nameOf } = useBand();
  const { identity } = useAccount();
  const isYou = (userId: string | null) => userId === identity.userId;
  if (row.createdAt === null) return <p className="text-13 text-muted">{messages.notSentYet}</p>;
  const created = <TimeAgo at={row.createdAt} />;
  const changed = row.version > 1 && row.updatedAt !== null ? <TimeAgo at={row.updatedAt} /> : null;
  return (
    <p className="text-13 text-muted">
      {isYou(row.createdBy) ? messages.addedByYou(created) : messages.addedBy(nameOf(row.createdBy), created)}
      {changed !== null && (
        <>
          {' · '}
          {isYou(row.updatedBy)
            ? messages.lastChangedByYou(changed)
            : messages.lastChangedBy(nameOf(row.updatedBy), changed)}
        </>
      )}
    </p>
  );
}
