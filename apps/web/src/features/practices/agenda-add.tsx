import {
  formatDay,
  type Practice,
  type Setlist,
  type SetlistItem,
  type Song,
  songComparer,
  songMatcher,
  sortedItems,
} from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { ListMusic, Plus } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import type { ItemActions } from '../../records/use-item-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toaster.tsx';

const SHOWN = 6;
const byChange = (a: Setlist & Row, b: Setlist & Row) =>
  (b.updatedAt ?? '9').localeCompare(a.updatedAt ?? '9') || (a.id < b.id ? -1 : 1);

/** Puts songs on the agenda, several in a row by Enter; what is no song of the band goes on it as a topic. */
export function AgendaAdd({
  practice,
  songs,
  actions,
}: {
  readonly practice: Practice;
  readonly songs: readonly (Song & Row)[];
  readonly actions: ItemActions;
}) {
  const { id: scope } = useBand();
  const { rows: setlists } = useRecords<Setlist & Row>({ scope, table: 'setlists', sort: byChange });
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
  const words = search.trim();
  const found = words === '' ? [] : left.filter(songMatcher(words));
  const done = () => {
    setSearch('');
    input.current?.focus();
  };
  const addSong = (song: Song) => {
    actions.add([{ kind: 'song', song: song.id, title: song.title }], `“${song.title}”`);
    done();
  };
  const addTopic = () => {
    actions.add([{ kind: 'topic', title: words }], `“${words}”`);
    done();
  };
  const take = (setlist: Setlist) => {
    const wanted = sortedItems<SetlistItem>(setlist.items).flatMap((item) => {
      const song = item.kind === 'song' ? songs.find(({ id }) => id === item.song) : undefined;
      return song === undefined || taken.has(song.id) ? [] : [song];
    });
    const fresh = [...new Map(wanted.map((song) => [song.id, song])).values()];
    if (fresh.length === 0) {
      showToast({ title: 'Nothing to add', detail: `All songs of “${setlist.name}” are on the agenda.` });
      return;
    }
    actions.add(
      fresh.map(({ id, title }) => ({ kind: 'song', song: id, title })),
      `${fresh.length} ${fresh.length === 1 ? 'song' : 'songs'} of “${setlist.name}”`,
    );
  };
  const withSongs = setlists.filter(({ items }) => Object.values(items).some(({ kind }) => kind === 'song'));
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="search"
          aria-label="Add to the agenda"
          placeholder="Song or topic: Enter adds"
          value={search}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && search !== '') {
              event.preventDefault();
              setSearch('');
            }
            if (event.key !== 'Enter' || words === '') return;
            event.preventDefault();
            const [first] = found;
            if (first === undefined) addTopic();
            else addSong(first);
          }}
          className="h-10 w-0 min-w-48 flex-1 rounded-[10px] border border-control bg-bg px-3 text-16 desk:text-14 touch:h-11"
        />
        {withSongs.length > 0 && (
          <Menu
            trigger={(props) => (
              <Button {...props}>
                <ListMusic className="size-4" aria-hidden="true" />
                Take the songs of a setlist
              </Button>
            )}
            entries={unique(withSongs).map(([name, setlist]) => ({
              kind: 'item',
              name,
              onSelect: () => take(setlist),
            }))}
          />
        )}
      </div>
      {words !== '' && (
        <ul aria-label="To add" className="rounded-[14px] border border-hairline bg-surface p-1">
          {found.slice(0, SHOWN).map((song) => (
            <li key={song.id}>
              <button type="button" aria-label={`Add ${song.title}`} onClick={() => addSong(song)} className={CHOICE}>
                <span className="min-w-0 flex-1 truncate">
                  <span className="font-medium text-text">{song.title}</span>
                  {song.artist !== null && <span className="ml-2 text-13 text-secondary">{song.artist}</span>}
                </span>
                <Plus className="size-4 shrink-0 text-muted" aria-hidden="true" />
              </button>
            </li>
          ))}
          <li>
            <button type="button" onClick={addTopic} className={CHOICE}>
              <span className="min-w-0 flex-1 truncate">Add “{words}” as a topic</span>
              <Plus className="size-4 shrink-0 text-muted" aria-hidden="true" />
            </button>
          </li>
        </ul>
      )}
    </div>
  );
}

const CHOICE = 'flex min-h-10 w-full items-center gap-2 rounded-lg px-2 py-1 text-left hover:bg-raised touch:min-h-11';

/** Sets by a name that no other has in the menu: a second “Friday” also says when it was changed. */
function unique(setlists: readonly (Setlist & Row)[]): readonly (readonly [string, Setlist])[] {
  const names = new Map<string, Setlist>();
  for (const setlist of setlists) {
    let name = setlist.name;
    if (names.has(name) && setlist.updatedAt !== null) name += `, ${formatDay(setlist.updatedAt.slice(0, 10))}`;
    while (names.has(name)) name += ' again';
    names.set(name, setlist);
  }
  return [...names];
}
