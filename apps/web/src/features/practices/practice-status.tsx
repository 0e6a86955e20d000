import { PRACTICE_STATUS_LABELS, type PracticeStatus } from '@rockon/domain';
import { Check, CircleDot, CircleX } from 'lucide-react';

const ICONS = { planned: CircleDot, done: Check, cancelled: CircleX } as const;

/** A shape and a word; the hues belong to syncing. */
export function PracticeStatusMark({ status }: { readonly status: PracticeStatus | null }) {
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
      {PRACTICE_STATUS_LABELS[status]}
    </span>
  );
}
