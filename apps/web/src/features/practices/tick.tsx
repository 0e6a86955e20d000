import * as messages from './messages.ts';

/** A box to tick, as large as a finger. */
export function Tick({
  name,
  done,
  onChange,
}: {
  readonly name: string;
  readonly done: boolean;
  /** Null for viewers. */
  readonly onChange: ((done: boolean) => void) | null;
}) {
  return (
    <label className="grid size-11 shrink-0 place-items-center">
      <input
        type="checkbox"
        aria-label={messages.tick(name)}
        checked={done}
        disabled={onChange === null}
        onChange={(event) => onChange?.(event.target.checked)}
        className="size-5 accent-(--accent)"
      />
    </label>
  );
}
