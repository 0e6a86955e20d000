import { type FormEvent, useState } from 'react';
import { checkPassword } from '../../lib/password.ts';
import { useSession } from '../../session/session-context.tsx';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { useUnsavedGuard } from '../../ui/unsaved.tsx';
import * as messages from './messages.ts';

/** Changes the password. It ends the sessions of all other devices; their local data stays until they sign in again. */
export function ChangePassword() {
  const session = useSession();
  const { busy, error, run } = useOnlineAction(messages.passwordFailed);
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string | undefined>();
  const [done, setDone] = useState(false);
  useUnsavedGuard(password !== '' && !busy);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setDone(false);
    const problem = checkPassword(password);
    setWrong(problem);
    if (problem !== undefined) return;
    void run(async () => {
      await session.changePassword(password);
      setPassword('');
      setDone(true);
    });
  };
  return (
    <form noValidate onSubmit={onSubmit} className="grid gap-3">
      {error !== null && <Alert>{error}</Alert>}
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={messages.newPassword}
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="new-password"
          error={wrong}
          className="min-w-0 flex-1 basis-56"
        />
        <Button type="submit" busy={busy} disabled={password === ''}>
          {messages.changePassword}
        </Button>
      </div>
      <p role="status" className="text-13 text-secondary">
        {done ? messages.passwordChanged : messages.passwordHint}
      </p>
    </form>
  );
}
