import type { BandTable } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useBand } from '../band/band-context.tsx';
import { useAccount } from '../session/session-context.tsx';
import { TextButton } from '../ui/button.tsx';
import { markListSeen } from './read-marks.ts';
import { useUnread } from './use-unread.ts';

/** How much of a list is new to the user, and the way to have seen it all. Nothing when nothing is. */
export function MarkListRead({ table }: { readonly table: BandTable }) {
  const engine = useEngine();
  const band = useBand();
  const { identity } = useAccount();
  const { size } = useUnread(table);
  if (size === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-13 text-secondary">
      {size.toLocaleString('en')} new since you looked
      <TextButton onClick={() => void markListSeen(engine, identity.userId, band.id, table)}>
        Mark all as read
      </TextButton>
    </p>
  );
}
