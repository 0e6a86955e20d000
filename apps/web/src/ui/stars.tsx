import { Star } from 'lucide-react';
import { useId } from 'react';
import { cx } from './cx.ts';
import * as messages from './messages.ts';

const STEPS = [1, 2, 3, 4, 5] as const;

/** One to five stars as radio buttons; arrow keys move. Read-only where `onChange` is null. */
export function Stars({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: ((value: number) => void) | null;
}) {
  const name = useId();
  if (onChange === null)
    return (
      <span role="img" aria-label={messages.ratingOf(label, value)} className="inline-flex gap-1">
        {STEPS.map((step) => (
          <Shape key={step} on={value !== null && step <= value} />
        ))}
      </span>
    );
  return (
    <fieldset className="-ml-2.5 flex min-w-0">
      <legend className="sr-only">{label}</legend>
      {STEPS.map((step) => (
        <label
          key={step}
          title={messages.starsOf(step)}
          className="grid size-11 cursor-pointer place-items-center rounded-lg has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={step}
            checked={value === step}
            onChange={() => onChange(step)}
            aria-label={messages.starsOf(step)}
            className="sr-only"
          />
          <Shape on={value !== null && step <= value} />
        </label>
      ))}
    </fieldset>
  );
}

function Shape({ on }: { readonly on: boolean }) {
  return <Star aria-hidden="true" className={cx('size-6', on ? 'fill-current text-text' : 'text-control')} />;
}
