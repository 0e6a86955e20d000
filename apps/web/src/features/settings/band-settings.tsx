import { bandRecordSchema, canManageMembers } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { deleteBand, renameBand } from '../../band/bands-api.ts';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { useUnsavedGuard } from '../../ui/unsaved.tsx';
import * as messages from './messages.ts';

/** Renames the band, for owners and admins. */
export function RenameBand() {
  const engine = useEngine();
  const band = useBand();
  const { busy, error, run } = useOnlineAction(messages.renameFailed);
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | undefined>();
  const name = typed ?? band.name ?? '';
  useUnsavedGuard(typed !== null && typed !== band.name && !busy);
  if (!canManageMembers(band.role) || band.name === null) return null;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const checked = bandRecordSchema.safeParse({ name });
    setWrong(checked.error?.issues[0]?.message);
    if (!checked.success) return;
    void run(async () => {
      await renameBand(engine, band.id, checked.data.name);
      setTyped(null);
    });
  };
  return (
    <form noValidate onSubmit={onSubmit} className="grid gap-3">
      {error !== null && <Alert>{error}</Alert>}
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={messages.bandName}
          value={name}
          onChange={(event) => setTyped(event.target.value)}
          error={wrong}
          autoComplete="off"
          className="min-w-0 flex-1 basis-56"
        />
        <Button type="submit" busy={busy} disabled={name === band.name}>
          {messages.rename}
        </Button>
      </div>
    </form>
  );
}

/** Deletes the band, for owners, after they typed its name. */
export function DeleteBand() {
  const engine = useEngine();
  const band = useBand();
  const navigate = useNavigate();
  const [typed, setTyped] = useState<string | null>(null);
  const { busy, error, run, forget } = useOnlineAction(messages.deleteFailed);
  if (band.role !== 'owner' || band.name === null) return null;
  const keep = () => {
    setTyped(null);
    forget();
  };
  const remove = () =>
    void run(async () => {
      await deleteBand(engine, band.id, typed ?? '');
      void navigate('/', { replace: true });
    });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1 basis-56 text-14 text-secondary">{messages.deleteText(band.name)}</p>
      <Button variant="danger" onClick={() => setTyped('')}>
        <Trash2 className="size-4" aria-hidden="true" />
        {messages.deleteBand}
      </Button>
      {typed !== null && (
        <Modal
          title={messages.deleteTitle(band.name)}
          description={messages.deleteDetail(band.members.length)}
          size="sm"
          onClose={keep}
          footer={
            <>
              <Button onClick={keep}>{messages.keepBand}</Button>
              <Button variant="danger" busy={busy} disabled={typed.trim() !== band.name.trim()} onClick={remove}>
                {messages.deleteForever}
              </Button>
            </>
          }
        >
          <div className="grid gap-3">
            {error !== null && <Alert>{error}</Alert>}
            <TextField
              label={messages.deleteConfirm(band.name)}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              autoFocus
            />
          </div>
        </Modal>
      )}
    </div>
  );
}
