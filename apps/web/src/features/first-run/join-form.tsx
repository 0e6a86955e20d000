import { useEngine } from '@rockon/sync-react';
import { type FormEvent, useState } from 'react';
import { joinBand } from '../../band/actions.ts';
import { chooseBand } from '../../band/bands.ts';
import { inviteCodeIn, keepInvite } from '../../band/invite-link.ts';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { useNavigateIfStillHere } from './use-navigate-if-still-here.ts';

/** Joining with a code, typed or from a link. Being in the band already is success, not an error. */
export function JoinForm({ code: given = '' }: { readonly code?: string }) {
  const engine = useEngine();
  const goOn = useNavigateIfStillHere();
  const { busy, error, run } = useOnlineAction('Joining a band');
  const [missing, setMissing] = useState(false);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = inviteCodeIn(String(new FormData(event.currentTarget).get('code') ?? ''));
    setMissing(code === '');
    if (code === '') return;
    const go = goOn();
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
        label="Invite code"
        name="code"
        defaultValue={given}
        autoFocus={given === ''}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        hint="From a bandmate; the whole link works too"
        error={missing ? 'Invite code is missing' : undefined}
      />
      <Button type="submit" variant="primary" busy={busy} className="justify-self-start">
        Join band
      </Button>
    </form>
  );
}
