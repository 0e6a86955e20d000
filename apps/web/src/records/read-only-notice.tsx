import { Eye } from 'lucide-react';
import { useBand } from '../band/band-context.tsx';

/** Why nothing here can be pressed, for who may only read. */
export function ReadOnlyNotice() {
  const { role } = useBand();
  if (role !== 'viewer') return null;
  return (
    <p className="flex items-center gap-2 text-13 text-secondary">
      <Eye className="size-4 shrink-0 text-muted" aria-hidden="true" />
      You can look, not change: you are a viewer.
    </p>
  );
}
