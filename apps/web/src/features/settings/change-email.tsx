import { type FormEvent, useState } from 'react';
import { checkEmail } from '../../lib/email.ts';
import { useSession } from '../../session/session-context.tsx';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { useUnsavedGuard } from '../../ui/unsaved.tsx';
import * as messages from './messages.ts';

/** Changes the sign-in address. The server decides whether the new one must be confirmed by email first. */
export function ChangeEmail() {
  const session = useSession();
  const { busy, error, run } = useOnlineAction(messages.emailFailed);
  const [email, setEmail] = useState('');
  const [wrong, setWrong] = useState<string | undefined>();
  const [said, setSaid] = useState<string | null>(null);
  useUnsavedGuard(email !== '' && !busy);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setSaid(null);
    const problem = checkEmail(email);
    setWrong(problem);
    if (problem !== undefined) return;
    const address = email.trim();
    void run(async () => {
      const answer = await session.changeEmail(address);
      setEmail('');
      setSaid(answer === 'changed' ? messages.emailChanged(address) : messages.emailConfirm(address));
    });
  };
  return (
    <form noValidate onSubmit={onSubmit} className="grid gap-3">
      {error !== null && <Alert>{error}</Alert>}
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={messages.newEmail}
          type="email"
          inputMode="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          autoComplete="email"
          error={wrong}
          className="min-w-0 flex-1 basis-56"
        />
        <Button type="submit" busy={busy} disabled={email === ''}>
          {messages.changeEmail}
        </Button>
      </div>
      <p role="status" className="text-13 text-secondary empty:hidden">
        {said}
      </p>
    </form>
  );
}
