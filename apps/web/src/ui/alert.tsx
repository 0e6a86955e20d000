import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** An error or a notice, shown where it happened. */
export function Alert({
  tone = 'error',
  children,
  className,
}: {
  readonly tone?: 'error' | 'info';
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={cx(
        'rounded-[10px] border px-3.5 py-2.5 text-14',
        tone === 'error' ? 'border-error/45 bg-error/8 text-text' : 'border-hairline bg-raised text-secondary',
        className,
      )}
    >
      {children}
    </div>
  );
}
