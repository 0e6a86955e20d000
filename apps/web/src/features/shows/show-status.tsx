import { SHOW_STATUS_LABELS, type ShowStatus } from '@rockon/domain';
import { Check, CircleDashed, CircleDot, CircleHelp, CircleX } from 'lucide-react';
import { Mark } from '../../ui/mark.tsx';

const ICONS = {
  asked: CircleHelp,
  tentative: CircleDashed,
  confirmed: CircleDot,
  played: Check,
  cancelled: CircleX,
} as const;

/** A show's status with its icon. */
export function ShowStatusMark({ status }: { readonly status: ShowStatus | null }) {
  if (status === null) return null;
  return (
    <Mark icon={ICONS[status]} off={status === 'cancelled'}>
      {SHOW_STATUS_LABELS[status]}
    </Mark>
  );
}
