import { formatDuration, parseDuration, type Setlist, type SetlistItem } from '@rockon/domain';
import { type FormEvent, useState } from 'react';
import { reasonOf } from '../../lib/error-messages.ts';
import type { ItemActions } from '../../records/use-item-actions.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import * as common from '../../ui/messages.ts';
import { useFormClose } from '../../ui/use-form-close.tsx';
import { nameOfLine, type SetLine } from './format-set.ts';
import * as messages from './messages.ts';

type Draft = Readonly<Record<'title' | 'seconds' | 'key' | 'bpm' | 'tuning' | 'note', string>>;

const draftOf = (item: SetlistItem): Draft => ({
  title: item.title ?? '',
  seconds: item.seconds === undefined ? '' : formatDuration(item.seconds),
  key: item.key ?? '',
  bpm: item.bpm === undefined ? '' : String(item.bpm),
  tuning: item.tuning ?? '',
  note: item.note ?? '',
});

const word = (text: string) => (text.trim() === '' ? undefined : text.trim());

/** The values of the form, and its errors by field. */
function read(draft: Draft, kind: SetLine['kind']) {
  const errors: Partial<Record<keyof Draft, string>> = {};
  const bpm = word(draft.bpm) === undefined ? undefined : Number(draft.bpm.trim());
  if (bpm !== undefined && !(Number.isInteger(bpm) && bpm >= 1 && bpm <= 999)) errors.bpm = messages.invalidBpm;
  const seconds = word(draft.seconds) === undefined ? undefined : (parseDuration(draft.seconds, 601) ?? Number.NaN);
  if (seconds !== undefined && !(seconds >= 1 && seconds <= 36_000)) errors.seconds = messages.invalidDuration;
  if ((kind === 'section' || kind === 'note') && word(draft.title) === undefined) errors.title = messages.textRequired;
  const values =
    kind === 'song'
      ? { key: word(draft.key), bpm, tuning: word(draft.tuning), note: word(draft.note) }
      : kind === 'break'
        ? { title: word(draft.title), seconds, note: word(draft.note) }
        : { title: word(draft.title), note: word(draft.note) };
  return { errors, values };
}

/** The form for one item of a setlist. The edit is based on the setlist as it was when the form opened. */
export function ItemDialog({
  line,
  setlist,
  actions,
  onClose,
}: {
  readonly line: SetLine;
  readonly setlist: Setlist;
  readonly actions: Pick<ItemActions<SetlistItem>, 'change'>;
  readonly onClose: () => void;
}) {
  const [base] = useState(setlist);
  const [start] = useState(() => draftOf(line.item));
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { errors, values } = read(draft, line.kind);
  const shown = tried ? errors : {};
  const dirty = JSON.stringify(draft) !== JSON.stringify(start);
  const { close, footer } = useFormClose(dirty && !busy, onClose);
  const { song } = line;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(errors).length > 0) return;
    setBusy(true);
    actions.change(line.id, values, messages.itemUpdated, nameOfLine(line), base).then(onClose, (error: unknown) => {
      setBusy(false);
      setFailure(common.couldNotSave(reasonOf(error)));
    });
  };
  const field = (name: keyof Draft) => ({
    value: draft[name],
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setDraft((before) => ({ ...before, [name]: event.target.value })),
    error: shown[name],
    autoComplete: 'off',
  });
  const hint = (name: 'key' | 'bpm' | 'tuning') =>
    song === null ? undefined : song[name] === null ? messages.songHasNone : messages.songsValue(song[name]);
  const own = (['key', 'bpm', 'tuning'] as const).some((name) => draft[name] !== '');
  const title = line.kind === 'song' ? nameOfLine(line) : messages.kinds[line.kind];
  return (
    <Modal
      title={title}
      {...(line.kind === 'song' && { description: messages.itemHint })}
      onClose={close}
      footer={footer(
        <>
          {line.kind === 'song' && own && (
            <Button
              variant="ghost"
              className="mr-auto"
              onClick={() => setDraft((before) => ({ ...before, key: '', bpm: '', tuning: '' }))}
            >
              {messages.reset}
            </Button>
          )}
          <Button onClick={close}>{common.cancel}</Button>
          <Button type="submit" form="item-form" variant="primary" busy={busy}>
            {common.save}
          </Button>
        </>,
      )}
    >
      <form id="item-form" noValidate onSubmit={submit} className="grid gap-4">
        {failure !== null && <Alert>{failure}</Alert>}
        {line.kind === 'song' ? (
          <div className="grid grid-cols-2 gap-3.5 desk:grid-cols-3">
            <TextField label={messages.key} {...field('key')} hint={hint('key')} maxLength={12} autoFocus />
            <TextField label={messages.bpm} {...field('bpm')} hint={hint('bpm')} inputMode="numeric" />
            <TextField label={messages.tuning} {...field('tuning')} hint={hint('tuning')} maxLength={60} />
          </div>
        ) : (
          <TextField label={messages.text} {...field('title')} maxLength={200} autoFocus />
        )}
        {line.kind === 'break' && <TextField label={messages.minutes} {...field('seconds')} />}
        <TextArea label={messages.note} {...field('note')} rows={3} maxLength={1000} />
      </form>
    </Modal>
  );
}
