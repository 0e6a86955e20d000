import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { focusFirstWrong } from '../../ui/focus-first-wrong.ts';

export type FieldErrors = Readonly<Record<string, string>>;

/** A form that checks its fields, then sends them once. A failure keeps what was typed. */
export function AuthForm({
  failed,
  button,
  check,
  submit,
  children,
}: {
  /** What to say when the server gave no reason: "You couldn't be signed in. Please try again." */
  readonly failed: string;
  readonly button: string;
  readonly check: (values: Readonly<Record<string, string>>) => FieldErrors;
  readonly submit: (values: Readonly<Record<string, string>>) => Promise<void>;
  readonly children: (errors: FieldErrors) => ReactNode;
}) {
  const [errors, setErrors] = useState<FieldErrors>({});
  const { busy, error, run } = useOnlineAction(failed);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') values[name] = value;
    const found = check(values);
    setErrors(found);
    if (Object.keys(found).length > 0) {
      focusFirstWrong(form, found);
      return;
    }
    void run(() => submit(values));
  };
  return (
    <form noValidate onSubmit={onSubmit} className="grid gap-4">
      {error !== null && <Alert>{error}</Alert>}
      {children(errors)}
      <Button type="submit" variant="primary" size="lg" busy={busy} className="mt-1 w-full">
        {button}
      </Button>
    </form>
  );
}
