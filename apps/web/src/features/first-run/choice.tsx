import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';

/** One of the ways to a band: a card that acts at once, or opens the form inside it. */
export function Choice({
  icon,
  title,
  text,
  open = false,
  busy = false,
  onPress,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly open?: boolean;
  readonly busy?: boolean;
  readonly onPress: () => void;
  readonly children?: ReactNode;
}) {
  return (
    <div className={cx('rounded-2xl border bg-surface transition-colors', open ? 'border-control' : 'border-hairline')}>
      <div className="relative flex items-center gap-4 p-5">
        <span className="grid size-11 shrink-0 place-items-center rounded-xl bg-raised text-accent">{icon}</span>
        <div className="min-w-0 flex-1">
          <button
            type="button"
            onClick={onPress}
            disabled={busy}
            aria-expanded={children === undefined ? undefined : open}
            className={cx(
              'text-left text-16 font-semibold after:absolute after:inset-0 after:rounded-2xl focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent',
              busy && 'animate-pulse-sync',
            )}
          >
            {title}
          </button>
          <p className="text-14 text-secondary">{text}</p>
        </div>
        <ChevronRight
          aria-hidden="true"
          className={cx('size-5 text-muted transition-transform', open && children !== undefined && 'rotate-90')}
        />
      </div>
      {open && children !== undefined && <div className="px-5 pb-5">{children}</div>}
    </div>
  );
}
