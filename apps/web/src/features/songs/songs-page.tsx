import { canEdit, formatTotal, type Song, type SongSort, songComparer } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useEngine, useRecords } from '@rockon/sync-react';
import { CheckCheck, ClipboardPaste, Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../platform/band-context.tsx';
import { useConflictsByRecord } from '../../platform/conflicts.ts';
import { markListSeen } from '../../platform/read-marks.ts';
import { LookOnly } from '../../platform/records/look-only.tsx';
import { NoMatch, NotHereYet } from '../../platform/records/not-here.tsx';
import { TransferMenu } from '../../platform/records/transfer-menu.tsx';
import { useDeleteRecord } from '../../platform/records/use-delete-record.ts';
import { useUnread } from '../../platform/records/use-unread.ts';
import { useAccount } from '../../platform/session-context.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { type SortChoice, SortMenu } from '../../ui/sort-menu.tsx';
import { useIsDesk } from '../../ui/use-media-query.ts';
import { MoreFilterSelects } from './more-filters.tsx';
import { SongFilters } from './song-filters.tsx';
import { SongCards, SongTable } from './song-table.tsx';
import { useCounts, useShownSongs, useSongView } from './song-view.ts';
import { NoSongsYet } from './songs-empty.tsx';
import { useSongSelection } from './use-song-selection.ts';

const loadForm = () => import('./song-form-dialog.tsx');
const SongFormDialog = lazy(() => loadForm().then((m) => ({ default: m.SongFormDialog })));
const PasteDialog = lazy(() => import('./paste-dialog.tsx').then((m) => ({ default: m.PasteDialog })));

const SelectionBar = lazy(() => import('./selection-bar.tsx').then((m) => ({ default: m.SelectionBar })));

type Open = { readonly dialog: 'add' | 'paste' } | { readonly dialog: 'edit'; readonly song: Song } | null;

const SORTS: readonly SortChoice<SongSort>[] = [
  { value: 'title', label: 'Title' },
  { value: 'key', label: 'Key' },
  { value: 'bpm', label: 'BPM' },
  { value: 'duration', label: 'Time' },
  { value: 'tuning', label: 'Tuning' },
  { value: 'status', label: 'Status' },
  { value: 'changed', label: 'Last changed' },
];

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
  const view = useSongView();
  const { rows: songs, complete } = useRecords<Song & Row>({
    scope: band.id,
    table: 'songs',
    sort: songComparer(view.sort, view.descending),
  });
  const unread = useUnread('songs');
  const counts = useCounts(songs, unread);
  const shown = useShownSongs(songs, unread, view.search, view.filter, view.more);
  const selection = useSongSelection(shown);
  const conflicts = useConflictsByRecord(band.id);
  const [open, setOpen] = useState<Open>(null);
  const remove = useDeleteRecord('songs');
  const mayEdit = canEdit(band.role);
  const actions = useMemo(
    () => (mayEdit ? { edit: (song: Song) => setOpen({ dialog: 'edit', song }), remove } : null),
    [mayEdit, remove],
  );

  // The form is a chunk of its own; having it ready makes the first press as quick as the second.
  useEffect(() => {
    const timer = setTimeout(() => void loadForm().catch(() => undefined), 300);
    return () => clearTimeout(timer);
  }, []);

  const markAllRead = () => void markListSeen(engine, identity.userId, band.id, 'songs');

  const empty = songs.length === 0;
  const list = { bandId: band.id, songs: shown, conflicts, actions, selection };
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
                      onSelect: () => setOpen({ dialog: 'paste' }),
                    },
                  ]}
                />
                {mayEdit && (
                  <Button variant="primary" onClick={() => setOpen({ dialog: 'add' })}>
                    <Plus className="size-4" aria-hidden="true" />
                    Add song
                  </Button>
                )}
              </>
            )}
          </>
        }
      />
      <LookOnly />
      {!empty && (
        <SongFilters
          search={view.search}
          onSearch={view.setSearch}
          filter={view.filter}
          onFilter={view.setFilter}
          counts={counts}
        >
          <MoreFilterSelects songs={songs} filters={view.more} onChange={view.setMore} />
        </SongFilters>
      )}
      {!empty && !desk && (
        <div className="-my-2 flex items-center justify-between">
          <SortMenu choices={SORTS} value={view.sort} descending={view.descending} onSort={view.setSort} />
          {mayEdit && shown.length > 0 && (
            <Button variant="ghost" size="sm" onClick={selection.selecting ? selection.clear : selection.begin}>
              {selection.selecting ? 'Done' : 'Select'}
            </Button>
          )}
        </div>
      )}
      {empty ? (
        complete ? (
          <NoSongsYet
            onAdd={() => setOpen({ dialog: 'add' })}
            onPaste={() => setOpen({ dialog: 'paste' })}
            onDemo={() =>
              void import('../../platform/actions.ts').then(({ addDemoSongs }) => addDemoSongs(engine, band.id))
            }
          />
        ) : (
          <NotHereYet table="songs" />
        )
      ) : shown.length === 0 ? (
        <NoMatch table="songs" onClear={view.clear} />
      ) : desk ? (
        <SongTable {...list} sort={view.sort} descending={view.descending} onSort={view.setSort} />
      ) : (
        <SongCards {...list} />
      )}
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
        {open?.dialog === 'add' && <SongFormDialog onClose={() => setOpen(null)} />}
        {open?.dialog === 'edit' && <SongFormDialog song={open.song} onClose={() => setOpen(null)} />}
        {open?.dialog === 'paste' && <PasteDialog onClose={() => setOpen(null)} />}
      </Suspense>
    </Page>
  );
}
