import { canEdit, formatTotal, type Song } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { CheckCheck, ClipboardPaste, Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { useConflictsByRecord } from '../../records/conflicts.ts';
import { NoMatch, NotLoadedYet } from '../../records/not-loaded-yet.tsx';
import { markListSeen } from '../../records/read-marks.ts';
import { ReadOnlyNotice } from '../../records/read-only-notice.tsx';
import { TransferMenu } from '../../records/transfer-menu.tsx';
import { notDone } from '../../records/undo.ts';
import { useDeleteRecord } from '../../records/use-delete-record.ts';
import { useAccount } from '../../session/session-context.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { SortMenu } from '../../ui/sort-menu.tsx';
import { useIsDesk } from '../../ui/use-media-query.ts';
import { MoreFilterSelects, PlayedSelect } from './more-filters.tsx';
import { SongFilters } from './song-filters.tsx';
import { SongCards, SongTable } from './song-table.tsx';
import { SORTS } from './song-view.ts';
import { useSongList } from './use-song-list.ts';
import { useSongSelection } from './use-song-selection.ts';

const loadForm = () => import('./song-form-dialog.tsx');
const loadTyped = () => import('./add-typed.tsx');
const SongFormDialog = lazy(() => loadForm().then((m) => ({ default: m.SongFormDialog })));
const NothingFound = lazy(() => loadTyped().then((m) => ({ default: m.NothingFound })));
const AddBelow = lazy(() => loadTyped().then((m) => ({ default: m.AddBelow })));
const NoSongsYet = lazy(() => import('./songs-empty.tsx').then((m) => ({ default: m.NoSongsYet })));
const PasteDialog = lazy(() => import('./paste-dialog.tsx').then((m) => ({ default: m.PasteDialog })));

const SelectionBar = lazy(() => import('./selection-bar.tsx').then((m) => ({ default: m.SelectionBar })));

/** Below a longer list nobody sees that what they typed can be added. */
const ADD_BELOW_UP_TO = 12;
/** Orders that no column head tells of on a desk. */
const WITHOUT_COLUMN: readonly string[] = ['changed'];

function facts(songs: readonly Song[]): string {
  const seconds = songs.reduce((sum, song) => sum + (song.durationSeconds ?? 0), 0);
  const count = `${songs.length.toLocaleString('en')} ${songs.length === 1 ? 'song' : 'songs'}`;
  return seconds === 0 ? count : `${count}, ${formatTotal(seconds)}`;
}

export function SongsPage() {
  const engine = useEngine();
  const band = useBand();
  const { identity } = useAccount();
  const desk = useIsDesk();
  const { view, songs, complete, shown, counts, history } = useSongList();
  const selection = useSongSelection(shown);
  const conflicts = useConflictsByRecord(band.id);
  const [pasting, setPasting] = useState(false);
  const [editing, setEditing] = useState<Song | null>(null);
  const remove = useDeleteRecord('songs');
  const mayEdit = canEdit(band.role);
  const actions = useMemo(() => (mayEdit ? { edit: setEditing, remove } : null), [mayEdit, remove]);

  // The form is a chunk of its own; having it ready makes the first press as quick as the second.
  useEffect(() => {
    const timer = setTimeout(() => void loadForm().catch(() => undefined), 300);
    return () => clearTimeout(timer);
  }, []);

  const markAllRead = () => void markListSeen(engine, identity.userId, band.id, 'songs');
  const addTyped = async (box: HTMLInputElement) => {
    if (!mayEdit || box.value.trim() === '') return;
    const text = box.value;
    // The next title takes the place of this one, also while this one is being kept.
    if (shown.length === 0) box.select();
    const { addUnlessFound } = await import('../../records/quick-add.ts');
    const added = await addUnlessFound(engine, band.id, text);
    if (added === null || box.value !== text) return;
    // In one go: a letter that is typed between the two would be joined to the title.
    flushSync(() => view.find(added.title));
    box.select();
  };

  const empty = songs.length === 0;
  const typed = view.search.trim() !== '' && mayEdit;
  const list = { bandId: band.id, songs: shown, conflicts, actions, selection, history, sort: view.sort };
  const openForm = () => view.setAdding(true);
  const sortMenu = (
    <SortMenu
      choices={SORTS}
      value={view.sort}
      descending={view.descending}
      onSort={view.setSort}
      quiet={desk && !WITHOUT_COLUMN.includes(view.sort)}
    />
  );
  // Which songs were never played is not known before all shows are.
  const unsure = view.played !== null && history?.complete !== true;
  const nothing = unsure ? (
    <NotLoadedYet table="shows" />
  ) : typed ? (
    <NothingFound text={view.search} songs={songs} onAdded={view.find} onClear={view.clear} />
  ) : (
    <NoMatch table="songs" onClear={view.clear} />
  );
  return (
    <Page>
      <PageHeader
        title="Songs"
        facts={empty ? undefined : facts(songs)}
        actions={
          <>
            {(!empty || complete) && (
              <Link
                to="/trash"
                aria-label="Trash"
                title="Deleted songs of the last 30 days"
                className={cx(buttonClass('ghost'), 'px-2.5! touch:w-11')}
              >
                <Trash2 className="size-4" aria-hidden="true" />
              </Link>
            )}
            {!empty && (
              <>
                {view.filter === 'unread' && counts.unread > 0 && (
                  <Button onClick={markAllRead}>
                    <CheckCheck className="size-4" aria-hidden="true" />
                    Mark all as read
                  </Button>
                )}
                <TransferMenu
                  mayEdit={mayEdit}
                  more={[
                    {
                      kind: 'item',
                      name: 'Paste a list',
                      icon: <ClipboardPaste className="size-4 text-muted" aria-hidden="true" />,
                      onSelect: () => setPasting(true),
                    },
                  ]}
                />
                {mayEdit && (
                  <Button variant="primary" onClick={openForm}>
                    <Plus className="size-4" aria-hidden="true" />
                    Add song
                  </Button>
                )}
              </>
            )}
          </>
        }
      />
      <ReadOnlyNotice />
      {!empty && (
        <SongFilters
          search={view.search}
          onSearch={view.setSearch}
          onEnter={(box) => void addTyped(box).catch(notDone)}
          filter={view.filter}
          onFilter={view.setFilter}
          counts={counts}
          order={desk && <div className="ml-auto">{sortMenu}</div>}
        >
          <PlayedSelect chosen={view.played} known={history?.complete === true} onChange={view.setPlayed} />
          <MoreFilterSelects songs={songs} filters={view.more} onChange={view.setMore} />
        </SongFilters>
      )}
      {!empty && !desk && (
        <div className="-my-2 flex items-center justify-between">
          {sortMenu}
          {mayEdit && shown.length > 0 && (
            <Button variant="ghost" size="sm" onClick={selection.selecting ? selection.clear : selection.begin}>
              {selection.selecting ? 'Done' : 'Select'}
            </Button>
          )}
        </div>
      )}
      {empty ? (
        complete ? (
          <Suspense fallback={null}>
            <NoSongsYet onAdd={openForm} onPaste={() => setPasting(true)} />
          </Suspense>
        ) : (
          <NotLoadedYet table="songs" />
        )
      ) : shown.length === 0 || unsure ? (
        <Suspense fallback={null}>{nothing}</Suspense>
      ) : desk ? (
        <SongTable {...list} descending={view.descending} onSort={view.setSort} />
      ) : (
        <SongCards {...list} />
      )}
      <Suspense fallback={null}>
        {typed && shown.length > 0 && shown.length <= ADD_BELOW_UP_TO && (
          <AddBelow text={view.search} songs={songs} onAdded={view.find} />
        )}
      </Suspense>
      {selection.selecting && mayEdit && (
        <Suspense fallback={null}>
          <SelectionBar
            songs={shown.filter(({ id }) => selection.selected.has(id))}
            shown={shown.length}
            onAll={selection.all}
            onClear={selection.clear}
          />
        </Suspense>
      )}
      <Suspense fallback={null}>
        {view.adding && mayEdit && <SongFormDialog onClose={() => view.setAdding(false)} />}
        {editing !== null && <SongFormDialog song={editing} onClose={() => setEditing(null)} />}
        {pasting && <PasteDialog onClose={() => setPasting(false)} />}
      </Suspense>
    </Page>
  );
}
