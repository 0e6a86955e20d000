import { canEdit, fold, formatDay, isToCome, type Practice } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { CalendarClock, Plus, Search } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useBand } from '../../platform/band-context.tsx';
import { useConflictsByRecord } from '../../platform/conflicts.ts';
import { NoMatch, NotHereYet } from '../../platform/records/not-here.tsx';
import { useDeleteRecord } from '../../platform/records/use-delete-record.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { cardClass, Page, PageHeader, Section } from '../../ui/page.tsx';
import { showToast } from '../../ui/toaster.tsx';
import { type PracticeActions, PracticeRow } from './practice-row.tsx';
import { countOf, nameOfPractice } from './practice-words.ts';

const loadForm = () => import('./practice-form-dialog.tsx');
const PracticeFormDialog = lazy(() => loadForm().then((m) => ({ default: m.PracticeFormDialog })));

type PracticeRecord = Practice & Row;
/** From here on a list is worth searching. */
const SEARCH_FROM = 6;
const when = (practice: Practice) => `${practice.date ?? ''} ${practice.startsAt ?? '99:99'} ${practice.id}`;

function parts(practices: readonly PracticeRecord[], now: number) {
  const ordered = [...practices].sort((a, b) => (when(a) < when(b) ? -1 : 1));
  return [
    { title: 'Upcoming', rows: ordered.filter((row) => isToCome(row, now)) },
    { title: 'Without a date', rows: ordered.filter(({ date }) => date === null) },
    { title: 'Past', rows: ordered.filter((row) => row.date !== null && !isToCome(row, now)).reverse() },
  ].filter(({ rows }) => rows.length > 0);
}

/** All practices of the band: what comes, soonest first, and what was. */
export function PracticesPage() {
  const band = useBand();
  const mayEdit = canEdit(band.role);
  const navigate = useNavigate();
  const { rows, complete } = useRecords<PracticeRecord>({ scope: band.id, table: 'practices' });
  const conflicts = useConflictsByRecord(band.id);
  const remove = useDeleteRecord('practices');
  const [params, setParams] = useSearchParams();
  const [editing, setEditing] = useState<Practice | null>(null);
  const [search, setSearch] = useState('');
  const adding = params.has('add') && mayEdit;
  const setAdding = (on: boolean) => setParams(on ? { add: '' } : {}, { replace: true });
  const actions = useMemo<PracticeActions | null>(
    () => (mayEdit ? { edit: setEditing, remove } : null),
    [mayEdit, remove],
  );
  const words = fold(search).split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => {
    const day = row.date === null ? '' : formatDay(row.date);
    const text = fold([nameOfPractice(row), row.place, row.date, day].join(' '));
    return words.every((word) => text.includes(word));
  });
  const add = (
    <Button
      variant="primary"
      onClick={() => setAdding(true)}
      onPointerEnter={() => void loadForm().catch(() => undefined)}
    >
      <Plus className="size-4" aria-hidden="true" />
      Add practice
    </Button>
  );
  return (
    <Page>
      <PageHeader
        title="Practices"
        facts={rows.length === 0 ? undefined : countOf(rows.length, 'practice')}
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
            aria-label="Search practices"
            placeholder="Search by name, place, date"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="h-10 w-full rounded-[10px] border border-hairline bg-surface pr-3 pl-10 text-16 hover:border-control desk:text-14 touch:h-11"
          />
        </div>
      )}
      {rows.length === 0 ? (
        complete ? (
          <EmptyState icon={<CalendarClock aria-hidden="true" />} title="No practices yet" actions={mayEdit && add}>
            {mayEdit
              ? 'What to play and what to reach at the next rehearsal, and what came of it.'
              : 'As soon as somebody adds one, it is here.'}
          </EmptyState>
        ) : (
          <NotHereYet table="practices" />
        )
      ) : found.length === 0 ? (
        <NoMatch table="practices" onClear={() => setSearch('')} />
      ) : (
        parts(found, Date.now()).map((part) => (
          <Section key={part.title} title={part.title} aside={part.rows.length}>
            <ul aria-label={part.title} className={`${cardClass} overflow-clip`}>
              {part.rows.map((row) => (
                <PracticeRow
                  key={row.id}
                  bandId={band.id}
                  practice={row}
                  conflicts={conflicts.get(row.id)}
                  actions={actions}
                />
              ))}
            </ul>
          </Section>
        ))
      )}
      <Suspense fallback={null}>
        {adding && (
          <PracticeFormDialog
            onClose={() => setAdding(false)}
            onAdded={(id) =>
              showToast({
                title: 'Practice added',
                action: { label: 'Plan it', onPress: () => void navigate(`/practices/${id}`) },
              })
            }
          />
        )}
        {editing !== null && <PracticeFormDialog practice={editing} onClose={() => setEditing(null)} />}
      </Suspense>
    </Page>
  );
}
