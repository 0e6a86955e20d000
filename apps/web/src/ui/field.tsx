import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import { cx } from './cx.ts';

// The scroll margin keeps the note below a control visible when the control is scrolled into view.
const CONTROL =
  'w-full scroll-mb-12 rounded-[10px] border bg-bg px-3 text-16 text-text transition-colors hover:border-muted desk:text-14 ' +
  'focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-error disabled:opacity-60';

interface FieldProps {
  readonly label: string;
  readonly error?: string | undefined;
  /** Shown below the control while there is no error. */
  readonly hint?: ReactNode;
  readonly className?: string | undefined;
}

interface Wiring {
  readonly id: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-describedby'?: string;
}

/** Label, control, and a note below it: the hint or the error. */
function Field({
  label,
  error,
  hint,
  className,
  children,
}: FieldProps & { readonly children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const note = error ?? hint;
  const wiring: Wiring = {
    id,
    ...(error !== undefined && { 'aria-invalid': true as const }),
    ...(note !== undefined && { 'aria-describedby': `${id}-note` }),
  };
  return (
    <div className={cx('grid content-start gap-1.5', className)}>
      <label htmlFor={id} className="text-13 font-medium text-secondary">
        {label}
      </label>
      {children(wiring)}
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={cx('text-12', error === undefined ? 'text-muted' : 'font-medium text-error')}
          data-field-error={error === undefined ? undefined : ''}
        >
          {note}
        </p>
      )}
    </div>
  );
}

type Own<T> = FieldProps & Omit<T, keyof FieldProps>;

export function TextField({ label, error, hint, className, ...rest }: Own<InputHTMLAttributes<HTMLInputElement>>) {
  return (
    <Field label={label} error={error} hint={hint} className={className}>
      {(wiring) => <input {...rest} {...wiring} className={cx(CONTROL, 'h-10 border-control touch:h-11')} />}
    </Field>
  );
}

export function TextArea({ label, error, hint, className, ...rest }: Own<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  return (
    <Field label={label} error={error} hint={hint} className={className}>
      {(wiring) => (
        <textarea {...rest} {...wiring} className={cx(CONTROL, 'field-sizing-content border-control py-2 leading-6')} />
      )}
    </Field>
  );
}

export function SelectField({
  label,
  error,
  hint,
  className,
  children,
  ...rest
}: Own<SelectHTMLAttributes<HTMLSelectElement>>) {
  return (
    <Field label={label} error={error} hint={hint} className={className}>
      {(wiring) => (
        <select {...rest} {...wiring} className={cx(CONTROL, 'h-10 border-control touch:h-11')}>
          {children}
        </select>
      )}
    </Field>
  );
}
