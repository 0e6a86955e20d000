import { formatDuration, parseDuration, type Setlist, type SetlistItem } from '@rockon/domain';
import { type FormEvent, useState } from 'react';
import type { ItemActions } from '../../records/use-item-actions.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { useFormClose } from '../../ui/use-form-close.tsx';
import { nameOfLine, type SetLine } from './format-set.ts';

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

/** Values of the form, or what is wrong with it by field. */
function read(draft: Draft, kind: SetLine['kind']) {
  const errors: Partial<Record<keyof Draft, string>> = {};
  const bpm = word(draft.bpm) === undefined ? undefined : Number(draft.bpm.trim());
  if (bpm !== undefined && !(Number.isInteger(bpm) && bpm >= 1 && bpm <= 999))
    errors.bpm = 'BPM must be a whole number from 1 to 999';
  const seconds = word(draft.seconds) === undefined ? undefined : (parseDuration(draft.seconds, 601) ?? Number.NaN);
  if (seconds !== undefined && !(seconds >= 1 && seconds <= 36_000))
    errors.seconds = 'Minutes like 15, or 15:00, up to 10 hours';
  if ((kind === 'section' || kind === 'note') && word(draft.title) === undefined) errors.title = 'Text is missing';
  const values =
    kind === 'song'
      ? { key: word(draft.key), bpm, tuning: word(draft.tuning), note: word(draft.note) }
      : kind === 'break'
        ? { title: word(draft.title), seconds, note: word(draft.note) }
        : { title: word(draft.title), note: word(draft.note) };
  return { errors, values };
}

/** What one item of a set has of its own. Compared with the set as it was when the form opened. */
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
    actions.change(line.id, values, 'Saved', nameOfLine(line), base).then(onClose, (error: unknown) => {
      setBusy(false);
      setFailure(error instanceof Error ? error.message : String(error));
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
    song === null ? undefined : song[name] === null ? 'The song has none' : `The song: ${song[name]}`;
  const own = (['key', 'bpm', 'tuning'] as const).some((name) => draft[name] !== '');
  const title = { song: nameOfLine(line), break: 'Break', section: 'Section', note: 'Note' }[line.kind];
  return (
    <Modal
      title={title}
      {...(line.kind === 'song' && { description: 'Only in this set. Empty takes what the song says.' })}
      onClose={close}
      footer={footer(
        <>
          {line.kind === 'song' && own && (
            <Button
              variant="ghost"
              className="mr-auto"
              onClick={() => setDraft((before) => ({ ...before, key: '', bpm: '', tuning: '' }))}
            >
              Take the song's own
            </Button>
          )}
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form="item-form" variant="primary" busy={busy}>
            Save
          </Button>
        </>,
      )}
    >
      <form id="item-form" noValidate onSubmit={submit} className="grid gap-4">
        {failure !== null && <Alert>Not kept: {failure}</Alert>}
        {line.kind === 'song' ? (
          <div className="grid grid-cols-2 gap-3.5 desk:grid-cols-3">
            <TextField label="Key" {...field('key')} hint={hint('key')} maxLength={12} autoFocus />
            <TextField label="BPM" {...field('bpm')} hint={hint('bpm')} inputMode="numeric" />
            <TextField label="Tuning" {...field('tuning')} hint={hint('tuning')} maxLength={60} />
          </div>
        ) : (
          <TextField label="Text" {...field('title')} maxLength={200} autoFocus />
        )}
        {line.kind === 'break' && <TextField label="Minutes" {...field('seconds')} />}
        <TextArea label="Note" {...field('note')} rows={3} maxLength={1000} />
      </form>
    </Modal>
  );
}
