import type { LucideIcon } from 'lucide-react';
import { cx } from './cx.ts';

/** A status as an icon and a word. Without color, which is reserved for sync states. */
export function Mark({
  icon: Icon,
  off = false,
  children,
}: {
  readonly icon: LucideIcon;
  /** Struck through, for canceled. */
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
