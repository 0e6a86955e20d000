import { canEdit, fold, type Setlist, setlistView } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { ListMusic, Plus, Search } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useBand } from '../../platform/band-context.tsx';
import { useConflictsByRecord } from '../../platform/conflicts.ts';
import { NoMatch, NotHereYet } from '../../platform/records/not-here.tsx';
import { useDeleteRecord } from '../../platform/records/use-delete-record.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { cardClass, Page, PageHeader } from '../../ui/page.tsx';
import { showToast } from '../../ui/toaster.tsx';
import { countOf } from './set-words.ts';
import { SetlistRow, type SetlistRowActions } from './setlist-row.tsx';
import { useShows } from './use-attached-shows.ts';
import { useCopies } from './use-copies.tsx';
import { useSongs } from './use-songs.ts';

const SetlistFormDialog = lazy(() =>
  import('./setlist-form-dialog.tsx').then((m) => ({ default: m.SetlistFormDialog })),
);

type SetlistRecord = Setlist & Row;
const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
const byName = (a: SetlistRecord, b: SetlistRecord) => collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
/** From here on a list is worth searching. */
const SEARCH_FROM = 8;

export function SetlistsPage() {
  const band = useBand();
  const mayEdit = canEdit(band.role);
  const navigate = useNavigate();
  const { rows, complete } = useRecords<SetlistRecord>({ scope: band.id, table: 'setlists', sort: byName });
  const { byId, complete: allSongs } = useSongs();
  const { bySetlist } = useShows();
  const conflicts = useConflictsByRecord(band.id);
  const remove = useDeleteRecord('setlists');
  const [params, setParams] = useSearchParams();
  const [editing, setEditing] = useState<Setlist | null>(null);
  const [search, setSearch] = useState('');
  const { entries, dialog } = useCopies(rows);
  const adding = params.has('add') && mayEdit;
  const setAdding = (on: boolean) => setParams(on ? { add: '' } : {}, { replace: true });

  const lists = useMemo(
    () => rows.map((row) => ({ row, sum: setlistView(row.items, byId, allSongs, null).sum })),
    [rows, byId, allSongs],
  );
  const words = fold(search).split(/\s+/).filter(Boolean);
  const shown = lists.filter(({ row }) => words.every((word) => fold(row.name).includes(word)));
  const actions = useMemo<SetlistRowActions | null>(
    () => (mayEdit ? { edit: setEditing, remove, more: entries } : null),
    [mayEdit, remove, entries],
  );
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus className="size-4" aria-hidden="true" />
      Add setlist
    </Button>
  );
  return (
    <Page>
      <PageHeader
        title="Setlists"
        facts={rows.length === 0 ? undefined : countOf(rows.length, 'setlist')}
        actions={rows.length > 0 && mayEdit && add}
      />
      {rows.length >= SEARCH_FROM && (
        <div className="relative desk:max-w-[420px]">
          <Search
            className="pointer-events-none absolute top-1/2 left-3 size-[18px] -translate-y-1/2 text-muted"
            aria-hidden="true"
          />
          <input
            type="search"
            aria-label="Search"
            placeholder="Search by name"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="h-10 w-full rounded-[10px] border border-hairline bg-surface pr-3 pl-10 text-16 hover:border-control desk:text-14 touch:h-11"
          />
        </div>
      )}
      {rows.length === 0 ? (
        complete ? (
          <EmptyState icon={<ListMusic aria-hidden="true" />} title="No setlists yet" actions={mayEdit && add}>
            {mayEdit
              ? 'Put songs in order for a night: with breaks, clock times and one sheet to print.'
              : 'As soon as somebody adds one, it is here.'}
          </EmptyState>
        ) : (
          <NotHereYet table="setlists" />
        )
      ) : shown.length === 0 ? (
        <NoMatch table="setlists" onClear={() => setSearch('')} />
      ) : (
        <ul aria-label="Setlists of the band" className={`${cardClass} overflow-clip`}>
          {shown.map(({ row, sum }) => (
            <SetlistRow
              key={row.id}
              bandId={band.id}
              setlist={row}
              sum={sum}
              shows={(bySetlist.get(row.id) ?? []).map(({ name }) => name).join(', ')}
              conflicts={conflicts.get(row.id)}
              actions={actions}
            />
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {adding && (
          <SetlistFormDialog
            onClose={() => setAdding(false)}
            onAdded={(id) =>
              showToast({
                title: 'Setlist added',
                action: { label: 'Put songs in', onPress: () => void navigate(`/setlists/${id}?songs`) },
              })
            }
          />
        )}
        {editing !== null && <SetlistFormDialog setlist={editing} onClose={() => setEditing(null)} />}
      </Suspense>
      {dialog}
    </Page>
  );
}
