import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import * as common from '../../ui/messages.ts';

/** Adds one line after another: Enter adds, and the field is ready for the next. */
export function AddLine({
  label,
  button,
  placeholder,
  max,
  onAdd,
}: {
  readonly label: string;
  /** The button's accessible name; differs from the field's, so that each is found by its name. */
  readonly button: string;
  readonly placeholder: string;
  readonly max: number;
  readonly onAdd: (text: string) => void;
}) {
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onAdd(text.trim());
    setText('');
  };
  return (
    <form onSubmit={submit} className="flex gap-2">
      <input
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={max}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        className="h-10 w-0 min-w-0 flex-1 rounded-[10px] border border-control bg-bg px-3 text-16 desk:text-14 touch:h-11"
      />
      <Button type="submit" aria-label={button} aria-disabled={text.trim() === '' || undefined}>
        {common.add}
      </Button>
    </form>
  );
}
