import { formatTotal, type Song } from '@rockon/domain';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { useConflictsByRecord } from '../../records/conflicts.ts';
import { ListBody, ListFrame } from '../../records/list-frame.tsx';
import * as recordMessages from '../../records/messages.ts';
import { NotLoadedYet } from '../../records/not-loaded-yet.tsx';
import { useListActions } from '../../records/use-list-actions.ts';
import { useClearOnEscape, useSelection } from '../../records/use-selection.ts';
import { useIsDesk } from '../../ui/use-media-query.ts';
import * as messages from './messages.ts';
import { SongFilters } from './song-filters.tsx';
import { SongCards, SongTable } from './song-table.tsx';
import { SongActionsBar } from './songs-header.tsx';
import { useAddTyped } from './use-add-typed.ts';
import { type SongList, useSongList } from './use-song-list.ts';

const loadForm = () => import('./song-form-dialog.tsx');
const loadTyped = () => import('./add-typed.tsx');
const SongFormDialog = lazy(() => loadForm().then((m) => ({ default: m.SongFormDialog })));
const NothingFound = lazy(() => loadTyped().then((m) => ({ default: m.NothingFound })));
const AddBelow = lazy(() => loadTyped().then((m) => ({ default: m.AddBelow })));
const NoSongsYet = lazy(() => import('./songs-empty.tsx').then((m) => ({ default: m.NoSongsYet })));
const PasteDialog = lazy(() => import('./paste-dialog.tsx').then((m) => ({ default: m.PasteDialog })));
const SelectionBar = lazy(() => import('./selection-bar.tsx').then((m) => ({ default: m.SelectionBar })));

/** Below a longer list nobody would see the button that adds what was typed. */
const ADD_BELOW_UP_TO = 12;
const PRELOAD_MS = 300;

function facts(songs: readonly Song[]): string {
  const seconds = songs.reduce((sum, song) => sum + (song.durationSeconds ?? 0), 0);
  const count = messages.songCount(songs.length);
  if (seconds === 0) return count;
  const allKnown = songs.every(({ durationSeconds }) => durationSeconds !== null);
  return (allKnown ? messages.countAndLength : messages.countAndRoughLength)(count, formatTotal(seconds));
}

/** Loads the form ahead, so that opening it the first time is as fast as the second. */
function usePreloadedForm() {
  useEffect(() => {
    // If this fails, opening the form loads it again and shows the error.
    const timer = setTimeout(() => void loadForm().catch(() => undefined), PRELOAD_MS);
    return () => clearTimeout(timer);
  }, []);
}

/** Which songs were never played is unknown until the device has all shows. */
const isUnsure = ({ view, history }: SongList) => view.played !== null && history?.complete !== true;

/** Shown where no song matches; null for the usual words. */
function noMatchOf(list: SongList, typed: boolean) {
  const { view, songs } = list;
  if (isUnsure(list)) return <NotLoadedYet table="shows" />;
  if (!typed) return null;
  return (
    <Suspense fallback={null}>
      <NothingFound text={view.search} songs={songs} onAdded={view.find} onClear={view.clear} />
    </Suspense>
  );
}

/** The band's songs: a table on desktop, cards on phones, with search, filters and bulk actions. */
export function SongsPage() {
  const { id: bandId } = useBand();
  const desk = useIsDesk();
  const list = useSongList();
  const { view, songs, complete, shown, history } = list;
  const selection = useSelection(shown);
  useClearOnEscape(selection);
  const conflicts = useConflictsByRecord(bandId);
  const { mayEdit, adding, setAdding, editing, setEditing, actions } = useListActions<Song>('songs');
  const [pasting, setPasting] = useState(false);
  const onEnter = useAddTyped(list, mayEdit);
  usePreloadedForm();

  const typed = view.search.trim() !== '' && mayEdit;
  const rows = { bandId, songs: shown, conflicts, actions, selection, history, sort: view.sort };
  const openForm = () => setAdding(true);
  const openPaste = () => setPasting(true);
  return (
    <ListFrame
      title={recordMessages.ofTable.songs.title}
      facts={songs.length === 0 ? undefined : facts(songs)}
      actions={<SongActionsBar list={list} mayEdit={mayEdit} onAdd={openForm} onPaste={openPaste} />}
    >
      {songs.length > 0 && (
        <SongFilters list={list} selection={selection} desk={desk} mayEdit={mayEdit} onEnter={onEnter} />
      )}
      <ListBody
        table="songs"
        complete={complete}
        total={songs.length}
        shown={isUnsure(list) ? 0 : shown.length}
        empty={
          <Suspense fallback={null}>
            <NoSongsYet onAdd={openForm} onPaste={openPaste} />
          </Suspense>
        }
        noMatch={noMatchOf(list, typed)}
        onClear={view.clear}
      >
        {desk ? <SongTable {...rows} descending={view.descending} onSort={view.setSort} /> : <SongCards {...rows} />}
      </ListBody>
      <Suspense fallback={null}>
        {typed && shown.length > 0 && shown.length <= ADD_BELOW_UP_TO && (
          <AddBelow text={view.search} songs={songs} onAdded={view.find} />
        )}
      </Suspense>
      <Suspense fallback={null}>
        {selection.selecting && mayEdit && (
          <SelectionBar
            songs={shown.filter(({ id }) => selection.selected.has(id))}
            shown={shown.length}
            onAll={selection.all}
            onClear={selection.clear}
          />
        )}
      </Suspense>
      <Suspense fallback={null}>
        {adding && <SongFormDialog onClose={() => setAdding(false)} />}
        {editing !== null && <SongFormDialog song={editing} onClose={() => setEditing(null)} />}
        {pasting && <PasteDialog onClose={() => setPasting(false)} />}
      </Suspense>
    </ListFrame>
  );
}
