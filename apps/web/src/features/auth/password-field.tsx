import { useState } from 'react';
import { TextButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import * as messages from './messages.ts';

/** A password field with a button that shows the text. */
export function PasswordField({
  label = messages.password,
  error,
  hint,
  autoComplete,
}: {
  readonly label?: string;
  readonly error?: string | undefined;
  readonly hint?: string;
  readonly autoComplete: 'new-password' | 'current-password';
}) {
  const [shown, setShown] = useState(false);
  return (
    <div className="relative">
      <TextField
        label={label}
        name="password"
        type={shown ? 'text' : 'password'}
        autoComplete={autoComplete}
        error={error}
        hint={hint}
        required
      />
      <span className="absolute top-0 right-0 text-13">
        <TextButton onClick={() => setShown(!shown)} aria-pressed={shown}>
          {shown ? messages.hide : messages.show}
        </TextButton>
      </span>
    </div>
  );
}
