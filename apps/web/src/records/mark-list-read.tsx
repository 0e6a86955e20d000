import type { BandTable } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useBand } from '../band/band-context.tsx';
import { useAccount } from '../session/session-context.tsx';
import { TextButton } from '../ui/button.tsx';
import * as messages from './messages.ts';
import { markListSeen } from './read-marks.ts';
import { useUnread } from './use-unread.ts';

/** How many records of a list are new to the user, with a button that marks them all as read. */
export function MarkListRead({ table }: { readonly table: BandTable }) {
  const engine = useEngine();
  const band = useBand();
  const { identity } = useAccount();
  const { size } = useUnread(table);
  if (size === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-13 text-secondary">
      {messages.newSinceLastVisit(size)}
      <TextButton onClick={() => void markListSeen(engine, identity.userId, band.id, table)}>
        {messages.markAllRead}
      </TextButton>
    </p>
  );
}
