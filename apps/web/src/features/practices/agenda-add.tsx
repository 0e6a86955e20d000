import {
  type AgendaItem,
  formatDay,
  type Practice,
  type Setlist,
  type SetlistItem,
  type Song,
  songComparer,
  songMatcher,
  sortedItems,
} from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import { ListMusic, Plus } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import type { ItemActions } from '../../records/use-item-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import * as common from '../../ui/messages.ts';
import { showToast } from '../../ui/toaster.tsx';
import * as messages from './messages.ts';

const SHOWN = 6;
const CHOICE = 'flex min-h-10 w-full items-center gap-2 rounded-lg px-2 py-1 text-left hover:bg-raised touch:min-h-11';

const byChange = (a: Setlist, b: Setlist) =>
  (b.updatedAt ?? '9').localeCompare(a.updatedAt ?? '9') || (a.id < b.id ? -1 : 1);

/** Setlists by names that are unique in the menu: a second “Friday” also says when it was changed. */
function uniqueNames(setlists: readonly Setlist[]): readonly (readonly [string, Setlist])[] {
  const names = new Map<string, Setlist>();
  for (const setlist of setlists) {
    const { name, updatedAt } = setlist;
    const known = names.has(name);
    const dated = known && updatedAt !== null ? messages.changedOn(name, formatDay(updatedAt.slice(0, 10))) : name;
    let unique = dated;
    for (let number = 2; names.has(unique); number += 1) unique = messages.numbered(dated, number);
    names.set(unique, setlist);
  }
  return [...names];
}

/** The menu that adds all songs of a setlist. Nothing while the band has no setlist with songs. */
function AddFromSetlist({ onAdd }: { readonly onAdd: (setlist: Setlist) => void }) {
  const { id: scope } = useBand();
  const { rows } = useRecords({ scope, table: 'setlists', sort: byChange });
  const withSongs = rows.filter(({ items }) => Object.values(items).some(({ kind }) => kind === 'song'));
  if (withSongs.length === 0) return null;
  return (
    <Menu
      trigger={(props) => (
        <Button {...props}>
          <ListMusic className="size-4" aria-hidden="true" />
          {messages.addFromSetlist}
        </Button>
      )}
      entries={uniqueNames(withSongs).map(([name, setlist]) => ({
        kind: 'item',
        name,
        onSelect: () => onAdd(setlist),
      }))}
    />
  );
}

function Suggestions({
  text,
  songs,
  onSong,
  onTopic,
}: {
  readonly text: string;
  readonly songs: readonly Song[];
  readonly onSong: (song: Song) => void;
  readonly onTopic: () => void;
}) {
  return (
    <ul aria-label={messages.suggestions} className="rounded-[14px] border border-hairline bg-surface p-1">
      {songs.slice(0, SHOWN).map((song) => (
        <li key={song.id}>
          <button
            type="button"
            aria-label={messages.addSong(song.title)}
            onClick={() => onSong(song)}
            className={CHOICE}
          >
            <span className="min-w-0 flex-1 truncate">
              <span className="font-medium text-text">{song.title}</span>
              {song.artist !== null && <span className="ml-2 text-13 text-secondary">{song.artist}</span>}
            </span>
            <Plus className="size-4 shrink-0 text-muted" aria-hidden="true" />
          </button>
        </li>
      ))}
      <li>
        <button type="button" onClick={onTopic} className={CHOICE}>
          <span className="min-w-0 flex-1 truncate">{messages.addAsTopic(text)}</span>
          <Plus className="size-4 shrink-0 text-muted" aria-hidden="true" />
        </button>
      </li>
    </ul>
  );
}

/** Adds songs to the agenda; Enter adds the first match, or the typed text as a topic where no song matches. */
export function AgendaAdd({
  practice,
  songs,
  actions,
}: {
  readonly practice: Practice;
  readonly songs: readonly Song[];
  readonly actions: ItemActions<AgendaItem>;
}) {
  const [search, setSearch] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const taken = useMemo(
    () => new Set(Object.values(practice.agenda).flatMap(({ song }) => song ?? [])),
    [practice.agenda],
  );
  const left = useMemo(
    () => songs.filter(({ id }) => !taken.has(id)).toSorted(songComparer('title', false)),
    [songs, taken],
  );
  const text = search.trim();
  const found = text === '' ? [] : left.filter(songMatcher(text));
  const done = () => {
    setSearch('');
    input.current?.focus();
  };
  const addSong = (song: Song) => {
    actions.add([{ kind: 'song', song: song.id, title: song.title }], common.quoted(song.title));
    done();
  };
  const addTopic = () => {
    actions.add([{ kind: 'topic', title: text }], common.quoted(text));
    done();
  };
  const addSetlist = (setlist: Setlist) => {
    const wanted = sortedItems<SetlistItem>(setlist.items).flatMap((item) => {
      const song = item.kind === 'song' ? songs.find(({ id }) => id === item.song) : undefined;
      return song === undefined || taken.has(song.id) ? [] : [song];
    });
    const fresh = [...new Map(wanted.map((song) => [song.id, song])).values()];
    if (fresh.length === 0) {
      showToast({ title: messages.nothingToAdd, detail: messages.allOnAgenda(setlist.name) });
      return;
    }
    actions.add(
      fresh.map(({ id, title }) => ({ kind: 'song', song: id, title })),
      messages.songsFrom(fresh.length, setlist.name),
    );
  };
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="search"
          aria-label={messages.addToAgenda}
          placeholder={messages.addToAgendaPlaceholder}
          value={search}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && search !== '') {
              event.preventDefault();
              setSearch('');
            }
            if (event.key !== 'Enter' || text === '') return;
            event.preventDefault();
            const [first] = found;
            if (first === undefined) addTopic();
            else addSong(first);
          }}
          className="h-10 w-0 min-w-48 flex-1 rounded-[10px] border border-control bg-bg px-3 text-16 desk:text-14 touch:h-11"
        />
        <AddFromSetlist onAdd={addSetlist} />
      </div>
      {text !== '' && <Suggestions text={text} songs={found} onSong={addSong} onTopic={addTopic} />}
    </div>
  );
}
