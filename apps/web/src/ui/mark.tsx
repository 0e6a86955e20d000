import type { LucideIcon } from 'lucide-react';
import { cx } from './cx.ts';

/** A state as a shape and a word. The hues belong to syncing. */
export function Mark({
  icon: Icon,
  off = false,
  children,
}: {
  readonly icon: LucideIcon;
  /** Struck through: it will not be. */
  readonly off?: boolean;
  readonly children: string;
}) {
  return (
    <span
      className={cx('inline-flex items-center gap-1.5 text-13', off ? 'text-muted line-through' : 'text-secondary')}
    >
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      {children}
    </span>
  );
}
