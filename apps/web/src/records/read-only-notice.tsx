import { Eye } from 'lucide-react';
import { useBand } from '../band/band-context.tsx';
import * as messages from './messages.ts';

/** Tells viewers why nothing here can be edited. */
export function ReadOnlyNotice() {
  const { role } = useBand();
  if (role !== 'viewer') return null;
  return (
    <p className="flex items-center gap-2 text-13 text-secondary">
      <Eye className="size-4 shrink-0 text-muted" aria-hidden="true" />
      {messages.viewOnly}
    </p>
  );
}
