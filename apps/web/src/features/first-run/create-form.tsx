import { bandRecordSchema } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { type FormEvent, useState } from 'react';
import { chooseBand } from '../../band/bands.ts';
import { createBand, newBandId } from '../../band/bands-api.ts';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import * as messages from './messages.ts';
import { useNavigateIfStillHere } from './use-navigate-if-still-here.ts';

export function CreateForm() {
  const engine = useEngine();
  const navigateIfStillHere = useNavigateIfStillHere();
  const { busy, error, run } = useOnlineAction(messages.createFailed);
  const [wrong, setWrong] = useState<string | undefined>();
  const [bandId] = useState(newBandId);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const checked = bandRecordSchema.safeParse({ name: String(new FormData(event.currentTarget).get('name') ?? '') });
    setWrong(checked.error?.issues[0]?.message);
    if (!checked.success) return;
    const go = navigateIfStillHere();
    void run(async () => {
      chooseBand(await createBand(engine, checked.data.name, bandId));
      go('/songs');
    });
  };
  return (
    <form noValidate onSubmit={onSubmit} className="grid gap-3">
      {error !== null && <Alert>{error}</Alert>}
      <TextField label={messages.bandName} name="name" autoFocus autoComplete="off" error={wrong} />
      <Button type="submit" variant="primary" busy={busy} className="justify-self-start">
        {messages.createBand}
      </Button>
    </form>
  );
}
