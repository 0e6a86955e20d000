import { PRACTICE_STATUS_LABELS, type PracticeStatus } from '@rockon/domain';
import { Check, CircleDot, CircleX } from 'lucide-react';
import { Mark } from '../../ui/mark.tsx';

const ICONS = { planned: CircleDot, done: Check, cancelled: CircleX } as const;

export function PracticeStatusMark({ status }: { readonly status: PracticeStatus | null }) {
  if (status === null) return null;
  return (
    <Mark icon={ICONS[status]} off={status === 'cancelled'}>
      {PRACTICE_STATUS_LABELS[status]}
    </Mark>
  );
}
