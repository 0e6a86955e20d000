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

/** As many as are looked through; search finds the rest. */
const SHOWN = 60;
const STATUSES = ['ready', 'learning', 'idea', 'retired'] as const;

type Other = 'break' | 'section' | 'note';

/** One line for a break, a section or a note. */
function OtherForm({ kind, onAdd, onDone }: { kind: Other; onAdd: (item: NewSetItem) => void; onDone: () => void }) {
  const [text, setText] = useState({ break: 'Break', section: '', note: '' }[kind]);
  const [length, setLength] = useState('15');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const title = text.trim();
    if (title === '' && kind !== 'break') return setError('Some words are needed');
    const seconds = kind === 'break' && length.trim() !== '' ? parseDuration(length, 601) : null;
    if (kind === 'break' && length.trim() !== '' && (seconds === null || seconds < 1 || seconds > 36_000))
      return setError('Minutes like 15, up to 10 hours');
    onAdd({ kind, ...(title !== '' && { title }), ...(seconds !== null && { seconds }) });
    onDone();
  };
  const label = { break: 'Break', section: 'Section', note: 'Note' }[kind];
  return (
    <form onSubmit={submit} className="grid gap-3 rounded-[10px] border border-hairline p-3">
      <TextField
        label={`${label} text`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        maxLength={200}
        autoFocus
        autoComplete="off"
        error={kind === 'break' ? undefined : (error ?? undefined)}
        placeholder={{ break: '', section: 'Set 2', note: 'Thank the crew' }[kind]}
      />
      {kind === 'break' && (
        <TextField
          label="Minutes"
          value={length}
          onChange={(event) => setLength(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          error={error ?? undefined}
        />
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onDone}>
          Cancel
        </Button>
        <Button size="sm" type="submit" variant="primary">
          Add {kind}
        </Button>
      </div>
    </form>
  );
}

/** The band's songs that are not in the set yet; Enter puts the first of them in, one after the other. */
export function AddPanel({
  songs,
  complete,
  taken,
  place,
  onAdd,
}: {
  readonly songs: readonly Song[];
  readonly complete: boolean;
  /** The ids of the songs that are in. */
  readonly taken: ReadonlySet<string>;
  /** Where they go, in words. */
  readonly place: string;
  readonly onAdd: (items: readonly NewSetItem[], words: string) => void;
}) {
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<string | null>(null);
  const [tag, setTag] = useState('');
  const [other, setOther] = useState<Other | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const calm = useDeferredValue(search);

  const left = useMemo(
    () => songs.filter(({ id }) => !taken.has(id)).toSorted(songComparer('title', false)),
    [songs, taken],
  );
  const tags = useMemo(
    () => [...new Set(left.flatMap((song) => song.tags))].sort((a, b) => a.localeCompare(b)),
    [left],
  );
  const find = (words: string) => {
    const matches = songMatcher(words);
    return left.filter(
      (song) => (status === null || song.status === status) && (tag === '' || song.tags.includes(tag)) && matches(song),
    );
  };
  const found = find(calm);
  const add = (song: Song) => onAdd([{ kind: 'song', song: song.id, title: song.title }], `“${song.title}”`);
  const onEnter = () => {
    // What is typed now, not what the list shows a moment behind it.
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
          aria-label="Search songs"
          placeholder="Title, artist, tag: Enter adds"
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
      <fieldset className="flex min-w-0 flex-wrap gap-1.5">
        <legend className="sr-only">Status</legend>
        {STATUSES.filter((each) => left.some((song) => song.status === each)).map((each) => (
          <FilterChip key={each} on={status === each} onClick={() => setStatus(status === each ? null : each)}>
            {SONG_STATUS_LABELS[each]}
          </FilterChip>
        ))}
      </fieldset>
      {tags.length > 0 && (
        <SelectField label="Tag" value={tag} onChange={(event) => setTag(event.target.value)}>
          <option value="">All tags</option>
          {tags.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </SelectField>
      )}
      <p className="text-12 text-muted">{place}</p>
      {found.length === 0 ? (
        <p className="py-3 text-14 text-secondary">
          {left.length === 0
            ? complete
              ? songs.length === 0
                ? 'The band has no songs yet.'
                : 'Every song of the band is in this set.'
              : 'The songs are not on this device yet.'
            : 'No song matches.'}
        </p>
      ) : (
        <ul aria-label="Songs to add" className="-mx-1 max-h-[40dvh] overflow-y-auto overscroll-contain">
          {found.slice(0, SHOWN).map((song) => (
            <li key={song.id}>
              <button
                type="button"
                onClick={() => add(song)}
                className="flex min-h-10 w-full items-center gap-2 rounded-lg px-2 py-1 text-left hover:bg-raised touch:min-h-11"
              >
                <span className="min-w-0 flex-1 truncate">
                  <span className="sr-only">Add </span>
                  <span className="font-medium text-text">{song.title}</span>
                  {song.artist !== null && <span className="ml-2 text-13 text-secondary">{song.artist}</span>}
                </span>
                <span className="w-9 text-13 text-muted">{song.key}</span>
                <Plus className="size-4 shrink-0 text-muted" aria-hidden="true" />
              </button>
            </li>
          ))}
          {found.length > SHOWN && (
            <li className="px-2 py-2 text-13 text-muted">{found.length - SHOWN} more: search for them</li>
          )}
        </ul>
      )}
      {other === null ? (
        <div className="flex flex-wrap gap-2 border-t border-hairline pt-3">
          <Button size="sm" onClick={() => setOther('section')}>
            Section…
          </Button>
          <Button size="sm" onClick={() => setOther('break')}>
            Break…
          </Button>
          <Button size="sm" onClick={() => setOther('note')}>
            Note…
          </Button>
        </div>
      ) : (
        <OtherForm kind={other} onAdd={(item) => onAdd([item], item.title ?? 'Break')} onDone={() => setOther(null)} />
      )}
    </div>
  );
}
