import { SHOW_STATUS_LABELS, type ShowStatus } from '@rockon/domain';
import { Check, CircleDashed, CircleDot, CircleHelp, CircleX } from 'lucide-react';

const ICONS = {
  asked: CircleHelp,
  tentative: CircleDashed,
  confirmed: CircleDot,
  played: Check,
  cancelled: CircleX,
} as const;

/** How sure a show is: a shape and a word. The hues belong to syncing. */
export function ShowStatusMark({ status }: { readonly status: ShowStatus | null }) {
  if (status === null) return null;
  const Icon = ICONS[status];
  return (
    <span
      className={
        status === 'cancelled'
          ? 'inline-flex items-center gap-1.5 text-13 text-muted line-through'
          : 'inline-flex items-center gap-1.5 text-13 text-secondary'
      }
    >
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      {SHOW_STATUS_LABELS[status]}
    </span>
  );
}
