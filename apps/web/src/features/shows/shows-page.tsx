import {
  canEdit,
  firstTime,
  fold,
  isToCome,
  SHOW_STATUS_LABELS,
  SHOW_STATUSES,
  type Show,
  type ShowStatus,
} from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { MicVocal, Plus, Search } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useBand } from '../../platform/band-context.tsx';
import { useConflictsByRecord } from '../../platform/conflicts.ts';
import { NoMatch, NotHereYet } from '../../platform/records/not-here.tsx';
import { useDeleteRecord } from '../../platform/records/use-delete-record.ts';
import { Button } from '../../ui/button.tsx';
import { FilterChip } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { cardClass, Page, PageHeader, Section } from '../../ui/page.tsx';
import { type ShowActions, ShowRow } from './show-row.tsx';
import { useShowEntries } from './use-show-actions.ts';

const loadForm = () => import('./show-form-dialog.tsx');
const ShowFormDialog = lazy(() => loadForm().then((m) => ({ default: m.ShowFormDialog })));

type ShowRecord = Show & Row;
/** From here on a list is worth searching. */
const SEARCH_FROM = 6;
const when = (show: Show) => `${show.date ?? ''} ${firstTime(show) ?? '99:99'} ${show.name} ${show.id}`;
const sooner = (a: Show, b: Show) => (when(a) < when(b) ? -1 : 1);

function parts(shows: readonly ShowRecord[], now: number) {
  const ordered = [...shows].sort(sooner);
  return [
    { title: 'Upcoming', shows: ordered.filter((show) => isToCome(show, now)) },
    { title: 'Without a date', shows: ordered.filter(({ date }) => date === null) },
    { title: 'Past', shows: ordered.filter((show) => show.date !== null && !isToCome(show, now)).reverse() },
  ].filter((part) => part.shows.length > 0);
}

/** All shows of the band: what comes, soonest first, and what was. */
export function ShowsPage() {
  const band = useBand();
  const mayEdit = canEdit(band.role);
  const { rows, complete } = useRecords<ShowRecord>({ scope: band.id, table: 'shows' });
  const conflicts = useConflictsByRecord(band.id);
  const remove = useDeleteRecord('shows');
  const more = useShowEntries();
  const [params, setParams] = useSearchParams();
  const [editing, setEditing] = useState<Show | null>(null);
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<ShowStatus | null>(null);
  const adding = params.has('add') && mayEdit;
  const setAdding = (on: boolean) => setParams(on ? { add: '' } : {}, { replace: true });
  const actions = useMemo<ShowActions | null>(
    () => (mayEdit ? { edit: setEditing, remove, more } : null),
    [mayEdit, remove, more],
  );
  const words = fold(search).split(/\s+/).filter(Boolean);
  const found = rows.filter(
    (show) =>
      (status === null || show.status === status) &&
      words.every((word) => fold([show.name, show.venue, show.address, show.date].join(' ')).includes(word)),
  );
  const used = SHOW_STATUSES.filter((each) => rows.some((show) => show.status === each));
  const add = (
    <Button
      variant="primary"
      onClick={() => setAdding(true)}
      onPointerEnter={() => void loadForm().catch(() => undefined)}
    >
      <Plus className="size-4" aria-hidden="true" />
      Add show
    </Button>
  );
  const count = `${rows.length} ${rows.length === 1 ? 'show' : 'shows'}`;
  return (
    <Page>
      <PageHeader
        title="Shows"
        facts={rows.length === 0 ? undefined : count}
        actions={rows.length > 0 && mayEdit && add}
      />
      {(rows.length >= SEARCH_FROM || used.length > 1) && (
        <div className="flex flex-wrap items-center gap-2">
          {rows.length >= SEARCH_FROM && (
            <div className="relative w-full desk:w-[320px]">
              <Search
                className="pointer-events-none absolute top-1/2 left-3 size-[18px] -translate-y-1/2 text-muted"
                aria-hidden="true"
              />
              <input
                type="search"
                aria-label="Search shows"
                placeholder="Search by name, venue, date"
                value={search}
                onChange={(event) => setSearch(event.target.value)}
                className="h-10 w-full rounded-[10px] border border-hairline bg-surface pr-3 pl-10 text-16 hover:border-control desk:text-14 touch:h-11"
              />
            </div>
          )}
          {used.length > 1 && (
            <fieldset className="flex flex-wrap gap-2">
              <legend className="sr-only">Status</legend>
              <FilterChip on={status === null} onClick={() => setStatus(null)}>
                All
              </FilterChip>
              {used.map((each) => (
                <FilterChip
                  key={each}
                  on={status === each}
                  count={rows.filter((show) => show.status === each).length}
                  onClick={() => setStatus(status === each ? null : each)}
                >
                  {SHOW_STATUS_LABELS[each]}
                </FilterChip>
              ))}
            </fieldset>
          )}
        </div>
      )}
      {rows.length === 0 ? (
        complete ? (
          <EmptyState icon={<MicVocal aria-hidden="true" />} title="No shows yet" actions={mayEdit && add}>
            {mayEdit
              ? 'Where and when you play, from load-in to the last song, with the setlist of the night.'
              : 'As soon as somebody adds one, it is here.'}
          </EmptyState>
        ) : (
          <NotHereYet table="shows" />
        )
      ) : found.length === 0 ? (
        <NoMatch
          table="shows"
          onClear={() => {
            setSearch('');
            setStatus(null);
          }}
        />
      ) : (
        parts(found, Date.now()).map((part) => (
          <Section key={part.title} title={part.title} aside={part.shows.length}>
            <ul aria-label={part.title} className={`${cardClass} overflow-clip`}>
              {part.shows.map((show) => (
                <ShowRow
                  key={show.id}
                  bandId={band.id}
                  show={show}
                  conflicts={conflicts.get(show.id)}
                  actions={actions}
                />
              ))}
            </ul>
          </Section>
        ))
      )}
      <Suspense fallback={null}>
        {adding && <ShowFormDialog onClose={() => setAdding(false)} />}
        {editing !== null && <ShowFormDialog show={editing} onClose={() => setEditing(null)} />}
      </Suspense>
    </Page>
  );
}
