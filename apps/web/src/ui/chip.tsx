import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { cx } from './cx.ts';

/** A filter that can be switched on and off. */
export function FilterChip({
  on,
  count,
  children,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { readonly on: boolean; readonly count?: number | undefined }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      {...rest}
      className={cx(
        'inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border px-3 text-13 transition-colors touch:h-11 touch:px-4',
        on ? 'border-control bg-raised font-medium text-text' : 'border-hairline text-secondary hover:border-control',
      )}
    >
      {children}
      {count !== undefined && <span className={on ? 'text-secondary' : 'text-muted'}>{count}</span>}
    </button>
  );
}

/** A label that cannot be pressed. */
export function Tag({ children }: { readonly children: ReactNode }) {
  return (
    <span className="inline-block max-w-full truncate rounded-md bg-raised px-2 text-12 leading-5 text-secondary">
      {children}
    </span>
  );
}

/** A short label with a colored outline. */
export function Pill({ tone, children }: { readonly tone: string; readonly children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-block rounded-full border border-current/45 px-2 text-12 leading-[18px] font-semibold whitespace-nowrap',
        tone,
      )}
    >
      {children}
    </span>
  );
}
