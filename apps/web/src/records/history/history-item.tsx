import type { ReactNode } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { PersonAvatar } from '../../band/person-avatar.tsx';
import { TimeAgo } from '../../ui/time.tsx';
import * as messages from './messages.tsx';

/** One entry of a history: who did what and when, the changes, and the actions. */
export function HistoryItem({
  by,
  at,
  did,
  children,
  actions,
}: {
  readonly by: string | null;
  readonly at: string | null;
  readonly did: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const { userId, nameOf, memberOf } = useBand();
  const name = by === null ? messages.server : nameOf(by);
  return (
    <li className="flex items-start gap-3 border-t border-hairline px-4 py-3 first:border-t-0">
      <PersonAvatar userId={by ?? ''} name={name} avatar={memberOf(by)?.avatar ?? null} />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="text-14">
          <span className="font-semibold">{by === userId ? messages.you : name}</span> {did}
          {at !== null && (
            <span className="text-13 text-muted">
              {' · '}
              <TimeAgo at={at} />
            </span>
          )}
        </p>
        <div className="grid gap-1 text-13 break-words text-secondary empty:hidden">{children}</div>
        <div className="mt-0.5 flex flex-wrap gap-4 text-13 empty:hidden">{actions}</div>
      </div>
    </li>
  );
}
