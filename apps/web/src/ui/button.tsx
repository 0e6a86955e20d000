import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { cx } from './cx.ts';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-[10px] font-semibold whitespace-nowrap select-none ' +
  'transition-[background-color,border-color,opacity,transform] duration-100 active:scale-[0.98] ' +
  'disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55';

const VARIANTS: Readonly<Record<Variant, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-[color-mix(in_srgb,var(--accent)_88%,var(--text))]',
  secondary: 'border border-hairline bg-surface text-text hover:border-control hover:bg-raised',
  ghost: 'text-secondary hover:bg-raised hover:text-text',
  danger: 'border border-error/50 bg-transparent text-error hover:bg-error/10',
};

const SIZES = {
  md: 'h-10 px-4 text-14 touch:h-11',
  sm: 'h-8 px-3 text-13 touch:h-11',
  lg: 'h-12 px-5 text-16',
} as const;

/** The classes of a button, for links that look like one. */
export function buttonClass(variant: Variant = 'secondary', size: keyof typeof SIZES = 'md'): string {
  return cx(BASE, VARIANTS[variant], SIZES[size]);
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: Variant;
  readonly size?: keyof typeof SIZES;
  readonly busy?: boolean;
}

export function Button({ variant = 'secondary', size = 'md', busy = false, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy}
      aria-busy={busy || undefined}
      className={cx(buttonClass(variant, size), busy && 'animate-pulse-sync', className)}
    />
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly label: string;
  readonly children: ReactNode;
}

/** A button with only an icon; the label is its accessible name and tooltip. */
export function IconButton({ label, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        'inline-grid size-9 shrink-0 place-items-center rounded-[10px] text-muted transition-colors hover:bg-raised hover:text-text data-[state=open]:bg-raised data-[state=open]:text-text touch:size-11',
        className,
      )}
    >
      {children}
    </button>
  );
}

/** A button within a line of text. */
export function TextButton({ className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(
        'relative rounded font-medium text-text underline decoration-control underline-offset-3 hover:decoration-current touch:before:absolute touch:before:-inset-x-2 touch:before:-inset-y-3.5',
        className,
      )}
    />
  );
}
