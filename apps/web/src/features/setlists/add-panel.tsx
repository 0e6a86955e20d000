import {
  type NewSetItem,
  parseDuration,
  SONG_STATUS_LABELS,
  type Song,
  songComparer,
  songMatcher,
} from '@rockon/domain';
import { Plus } from 'lucide-react';
import { type FormEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { FilterChip } from '../../ui/chip.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import * as common from '../../ui/messages.ts';
import * as messages from './messages.ts';

/** Songs that are shown; search finds the rest. */
const SHOWN = 60;
const STATUSES = ['ready', 'learning', 'idea', 'retired'] as const;

type Other = 'break' | 'section' | 'note';

/** The form for a break, a section or a note. */
function OtherForm({ kind, onAdd, onDone }: { kind: Other; onAdd: (item: NewSetItem) => void; onDone: () => void }) {
  const [text, setText] = useState(kind === 'break' ? messages.kinds.break : '');
  const [length, setLength] = useState('15');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const title = text.trim();
    if (title === '' && kind !== 'break') return setError(messages.textRequired);
    const seconds = kind === 'break' && length.trim() !== '' ? parseDuration(length, 601) : null;
    if (kind === 'break' && length.trim() !== '' && (seconds === null || seconds < 1 || seconds > 36_000))
      return setError(messages.invalidMinutes);
    onAdd({ kind, ...(title !== '' && { title }), ...(seconds !== null && { seconds }) });
    onDone();
  };
  return (
    <form onSubmit={submit} className="grid gap-3 rounded-[10px] border border-hairline p-3">
      <TextField
        label={messages.textOf[kind]}
        value={text}
        onChange={(event) => setText(event.target.value)}
        maxLength={200}
        autoFocus
        autoComplete="off"
        error={kind === 'break' ? undefined : (error ?? undefined)}
        placeholder={messages.placeholders[kind]}
      />
      {kind === 'break' && (
        <TextField
          label={messages.minutes}
          value={length}
          onChange={(event) => setLength(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          error={error ?? undefined}
        />
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onDone}>
          {common.cancel}
        </Button>
        <Button size="sm" type="submit" variant="primary">
          {messages.addKind[kind]}
        </Button>
      </div>
    </form>
  );
}

/** Why no songs are offered. */
function whyNone(all: number, left: number, complete: boolean): string {
  if (left > 0) return messages.noMatch;
  if (!complete) return messages.songsNotOnDevice;
  return all === 0 ? messages.noSongsYet : messages.allAdded;
}

function Filters({
  songs,
  status,
  onStatus,
  tag,
  onTag,
}: {
  readonly songs: readonly Song[];
  readonly status: string | null;
  readonly onStatus: (status: string | null) => void;
  readonly tag: string;
  readonly onTag: (tag: string) => void;
}) {
  const tags = useMemo(
    () => [...new Set(songs.flatMap((song) => song.tags))].sort((a, b) => a.localeCompare(b)),
    [songs],
  );
  return (
    <>
      <fieldset className="flex min-w-0 flex-wrap gap-1.5">
        <legend className="sr-only">{messages.status}</legend>
        {STATUSES.filter((each) => songs.some((song) => song.status === each)).map((each) => (
          <FilterChip key={each} on={status === each} onClick={() => onStatus(status === each ? null : each)}>
            {SONG_STATUS_LABELS[each]}
          </FilterChip>
        ))}
      </fieldset>
      {tags.length > 0 && (
        <SelectField label={messages.tag} value={tag} onChange={(event) => onTag(event.target.value)}>
          <option value="">{messages.allTags}</option>
          {tags.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </SelectField>
      )}
    </>
  );
}

function Found({ songs, onAdd }: { readonly songs: readonly Song[]; readonly onAdd: (song: Song) => void }) {
  return (
    <ul aria-label={messages.songsToAdd} className="-mx-1 max-h-[40dvh] overflow-y-auto overscroll-contain">
      {songs.slice(0, SHOWN).map((song) => (
        <li key={song.id}>
          <button
            type="button"
            onClick={() => onAdd(song)}
            className="flex min-h-10 w-full items-center gap-2 rounded-lg px-2 py-1 text-left hover:bg-raised touch:min-h-11"
          >
            <span className="min-w-0 flex-1 truncate">
              <span className="sr-only">{messages.addPrefix}</span>
              <span className="font-medium text-text">{song.title}</span>
              {song.artist !== null && <span className="ml-2 text-13 text-secondary">{song.artist}</span>}
            </span>
            <span className="w-9 text-13 text-muted">{song.key}</span>
            <Plus className="size-4 shrink-0 text-muted" aria-hidden="true" />
          </button>
        </li>
      ))}
      {songs.length > SHOWN && (
        <li className="px-2 py-2 text-13 text-muted">{messages.moreSongs(songs.length - SHOWN)}</li>
      )}
    </ul>
  );
}

/** The band's songs that are not in the setlist yet; Enter adds the first one, so that several can be added in a row. */
export function AddPanel({
  songs,
  complete,
  taken,
  place,
  onAdd,
}: {
  readonly songs: readonly Song[];
  readonly complete: boolean;
  /** The ids of songs that are in the setlist. */
  readonly taken: ReadonlySet<string>;
  /** Says where they will be added. */
  readonly place: string;
  readonly onAdd: (items: readonly NewSetItem[], words: string) => void;
}) {
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<string | null>(null);
  const [tag, setTag] = useState('');
  const [other, setOther] = useState<Other | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const deferred = useDeferredValue(search);

  const left = useMemo(
    () => songs.filter(({ id }) => !taken.has(id)).toSorted(songComparer('title', false)),
    [songs, taken],
  );
  const find = (words: string) => {
    const matches = songMatcher(words);
    return left.filter(
      (song) => (status === null || song.status === status) && (tag === '' || song.tags.includes(tag)) && matches(song),
    );
  };
  const found = find(deferred);
  const add = (song: Song) => onAdd([{ kind: 'song', song: song.id, title: song.title }], common.quoted(song.title));
  const onEnter = () => {
    // By the current text: the deferred list may be a moment behind.
    const [first] = find(search);
    if (first === undefined) return;
    add(first);
    setSearch('');
    input.current?.focus();
  };
  return (
    <div className="grid content-start gap-3">
      <div className="relative">
        <input
          ref={input}
          type="search"
          aria-label={messages.searchSongs}
          placeholder={messages.searchSongsPlaceholder}
          value={search}
          // biome-ignore lint/a11y/noAutofocus: the panel was opened to type here
          autoFocus
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            onEnter();
          }}
          className="h-10 w-full rounded-[10px] border border-control bg-bg px-3 text-16 desk:text-14 touch:h-11"
        />
      </div>
      <Filters songs={left} status={status} onStatus={setStatus} tag={tag} onTag={setTag} />
      <p className="text-12 text-muted">{place}</p>
      {found.length === 0 ? (
        <p className="py-3 text-14 text-secondary">{whyNone(songs.length, left.length, complete)}</p>
      ) : (
        <Found songs={found} onAdd={add} />
      )}
      {other === null ? (
        <div className="flex flex-wrap gap-2 border-t border-hairline pt-3">
          <Button size="sm" onClick={() => setOther('section')}>
            {messages.openForm.section}
          </Button>
          <Button size="sm" onClick={() => setOther('break')}>
            {messages.openForm.break}
          </Button>
          <Button size="sm" onClick={() => setOther('note')}>
            {messages.openForm.note}
          </Button>
        </div>
      ) : (
        <OtherForm
          kind={other}
          onAdd={(item) => onAdd([item], item.title ?? messages.kinds.break)}
          onDone={() => setOther(null)}
        />
      )}
    </div>
  );
}
