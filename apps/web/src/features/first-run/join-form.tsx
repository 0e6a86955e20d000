import { useEngine } from '@rockon/sync-react';
import { type FormEvent, useState } from 'react';
import { chooseBand } from '../../band/bands.ts';
import { joinBand } from '../../band/bands-api.ts';
import { inviteCodeIn, keepInvite } from '../../band/invite-link.ts';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import * as messages from './messages.ts';
import { useNavigateIfStillHere } from './use-navigate-if-still-here.ts';

/** Joins with a code, typed or from a link. Succeeds for somebody who is already in the band. */
export function JoinForm({ code: given = '' }: { readonly code?: string }) {
  const engine = useEngine();
  const navigateIfStillHere = useNavigateIfStillHere();
  const { busy, error, run } = useOnlineAction(messages.joinFailed);
  const [missing, setMissing] = useState(false);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = inviteCodeIn(String(new FormData(event.currentTarget).get('code') ?? ''));
    setMissing(code === '');
    if (code === '') return;
    const go = navigateIfStillHere();
    void run(async () => {
      const band = await joinBand(engine, code);
      keepInvite(null);
      chooseBand(band.id);
      go('/');
    });
  };
  return (
    <form noValidate onSubmit={onSubmit} className="grid gap-3">
      {error !== null && <Alert>{error}</Alert>}
      <TextField
        label={messages.inviteCode}
        name="code"
        defaultValue={given}
        autoFocus={given === ''}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        hint={messages.inviteCodeHint}
        error={missing ? messages.inviteCodeRequired : undefined}
      />
      <Button type="submit" variant="primary" busy={busy} className="justify-self-start">
        {messages.joinBand}
      </Button>
    </form>
  );
}
