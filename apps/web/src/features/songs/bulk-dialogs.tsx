import { type BandTable, parseTags, pathsToAdd, type Song, song as songEntity } from '@rockon/domain';
import { useEngine, useRecords } from '@rockon/sync-react';
import { type ReactNode, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { reasonOf } from '../../lib/error-messages.ts';
import { type Change, changeMany, offerUndoOfAll } from '../../records/bulk-actions.ts';
import { newItemId } from '../../records/item-ids.ts';
import { recordKey } from '../../records/record-sync-icon.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { FilterChip } from '../../ui/chip.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import * as common from '../../ui/messages.ts';
import * as messages from './dialog-messages.ts';

export type BulkDialogKind = 'set' | 'tags' | 'setlist';

interface Props {
  readonly songs: readonly Song[];
  readonly onClose: () => void;
}

export function BulkDialog({ kind, ...props }: Props & { readonly kind: BulkDialogKind }) {
  const Dialog = { set: SetDialog, tags: TagsDialog, setlist: SetlistDialog }[kind];
  return <Dialog {...props} />;
}

/** Changes many records with one toast; a failure shows in the dialog. */
function useApply(onClose: () => void) {
  const engine = useEngine();
  const { id: band } = useBand();
  const [failed, setFailed] = useState<string | null>(null);
  const apply = async <Name extends BandTable>(
    table: Name,
    changes: readonly { readonly id: string; readonly set: Change<Name>['set'] }[],
    done: string,
    undone: string,
  ) => {
    try {
      const back = await changeMany<Name>(
        engine,
        changes.map(({ id, set }) => ({ key: recordKey(band, table, id), set })),
      );
      onClose();
      offerUndoOfAll(done, null, back, undone);
    } catch (error) {
      setFailed(common.couldNotSave(reasonOf(error)));
    }
  };
  return { apply, failed, setFailed };
}

function Frame({
  title,
  apply,
  label,
  disabled,
  failed,
  onClose,
  children,
}: {
  readonly title: string;
  readonly apply: () => void;
  readonly label: string;
  readonly disabled: boolean;
  readonly failed: string | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Modal
      title={title}
      size="sm"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button variant="primary" type="submit" form="bulk-form" disabled={disabled}>
            {label}
          </Button>
        </>
      }
    >
      <form
        id="bulk-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!disabled) apply();
        }}
        className="grid gap-4"
      >
        {failed !== null && <Alert>{failed}</Alert>}
        {children}
      </form>
    </Modal>
  );
}

const SETTABLE = ['key', 'tuning', 'status', 'difficulty'] as const;

function SetDialog({ songs, onClose }: Props) {
  const [name, setName] = useState<(typeof SETTABLE)[number]>('key');
  const [typed, setTyped] = useState('');
  const { apply, failed, setFailed } = useApply(onClose);
  const { [name]: field } = songEntity.fields;
  const { kind } = field;
  const options =
    kind.type === 'oneOf'
      ? Object.entries<string>(kind.options)
      : kind.type === 'integer'
        ? Array.from({ length: kind.max - kind.min + 1 }, (_, index) => [String(kind.min + index)] as const)
        : null;
  const write = () => {
    const parsed = field.schema.safeParse(field.parse(typed));
    if (!parsed.success) return setFailed(parsed.error.issues[0]?.message ?? messages.invalidValue);
    const said = typed.trim() === '' ? messages.fieldCleared : messages.fieldSet;
    const set = { [name]: parsed.data };
    void apply(
      'songs',
      songs.map(({ id }) => ({ id, set })),
      said(field.label, songs.length),
      messages.songsChangedBack(songs.length),
    );
  };
  const change = (value: string) => {
    setTyped(value);
    setFailed(null);
  };
  return (
    <Frame
      title={messages.editSongs(songs.length)}
      apply={write}
      label={messages.apply}
      disabled={false}
      failed={failed}
      onClose={onClose}
    >
      <SelectField
        label={messages.field}
        value={name}
        onChange={(event) => {
          setName((before) => SETTABLE.find((each) => each === event.target.value) ?? before);
          change('');
        }}
      >
        {SETTABLE.map((each) => (
          <option key={each} value={each}>
            {songEntity.fields[each].label}
          </option>
        ))}
      </SelectField>
      {options === null ? (
        <TextField
          label={messages.value}
          value={typed}
          onChange={(event) => change(event.target.value)}
          autoComplete="off"
          hint={messages.clearHint}
        />
      ) : (
        <SelectField label={messages.value} value={typed} onChange={(event) => change(event.target.value)}>
          <option value="">{messages.noValue}</option>
          {options.map(([value, label]) => (
            <option key={value} value={value}>
              {label ?? value}
            </option>
          ))}
        </SelectField>
      )}
    </Frame>
  );
}

function TagsDialog({ songs, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const { apply, failed, setFailed } = useApply(onClose);
  const known = [...new Set(songs.flatMap(({ tags }) => tags))].sort();
  const added = parseTags(typed);
  const write = () => {
    const changes = songs.flatMap((song) => {
      const tags = parseTags([...song.tags.filter((tag) => !out.has(tag)), ...added].join(','));
      return tags.join() === song.tags.join() ? [] : [{ id: song.id, title: song.title, set: { tags } }];
    });
    for (const { title, set } of changes) {
      const parsed = songEntity.fields.tags.schema.safeParse(set.tags);
      if (!parsed.success)
        return setFailed(messages.invalidTags(title, parsed.error.issues[0]?.message ?? messages.invalidValue));
    }
    if (changes.length === 0) return onClose();
    void apply('songs', changes, messages.tagsChanged(changes.length), messages.songsChangedBack(changes.length));
  };
  return (
    <Frame
      title={messages.tagsOf(songs.length)}
      apply={write}
      label={messages.apply}
      disabled={added.length === 0 && out.size === 0}
      failed={failed}
      onClose={onClose}
    >
      <TextField
        label={messages.addTags}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setFailed(null);
        }}
        hint={messages.tagsHint}
        autoComplete="off"
        autoFocus
      />
      {known.length > 0 && (
        <fieldset className="grid gap-2">
          <legend className="mb-2 text-13 font-medium text-secondary">{messages.removeTags}</legend>
          <div className="flex flex-wrap gap-2">
            {known.map((tag) => (
              <FilterChip
                key={tag}
                on={out.has(tag)}
                onClick={() => {
                  const next = new Set(out);
                  if (!next.delete(tag)) next.add(tag);
                  setOut(next);
                }}
              >
                <span className={out.has(tag) ? 'line-through' : undefined}>{tag}</span>
              </FilterChip>
            ))}
          </div>
        </fieldset>
      )}
    </Frame>
  );
}

function SetlistDialog({ songs, onClose }: Props) {
  const { id: scope } = useBand();
  const { rows, complete } = useRecords({ scope, table: 'setlists' });
  const sets = [...rows].sort((a, b) => ((a.updatedAt ?? '\uffff') < (b.updatedAt ?? '\uffff') ? 1 : -1));
  const [chosen, setChosen] = useState<string | null>(null);
  const { apply, failed } = useApply(onClose);
  const target = sets.find(({ id }) => id === (chosen ?? sets[0]?.id));
  const write = () => {
    if (target === undefined) return;
    const fresh = songs.map(({ id, title }) => [newItemId(), { kind: 'song', song: id, title }] as const);
    const set = pathsToAdd('items', target.items, fresh);
    void apply(
      'setlists',
      [{ id: target.id, set }],
      messages.addedTo(songs.length, target.name),
      messages.removedFrom(songs.length, target.name),
    );
  };
  return (
    <Frame
      title={messages.addToASetlist}
      apply={write}
      label={messages.addCount(songs.length)}
      disabled={target === undefined}
      failed={failed}
      onClose={onClose}
    >
      {target === undefined ? (
        <p className="text-14 text-secondary">{complete ? messages.noSetlistYet : messages.setlistsNotOnDevice}</p>
      ) : (
        <SelectField label={messages.setlist} value={target.id} onChange={(event) => setChosen(event.target.value)}>
          {sets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
    </Frame>
  );
}
