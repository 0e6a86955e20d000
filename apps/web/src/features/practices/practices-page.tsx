import { formatDay, PRACTICE_STATUS_LABELS, type Practice } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { CalendarClock } from 'lucide-react';
import { lazy } from 'react';
import { byDay } from '../../records/by-day.ts';
import type { ListFilters } from '../../records/list-filters.tsx';
import { RecordListPage } from '../../records/record-list-page.tsx';
import { nameOfPractice } from './format-practice.ts';
import { PracticeRow } from './practice-row.tsx';

const loadForm = () => import('./practice-form-dialog.tsx');
const Form = lazy(() => loadForm().then((m) => ({ default: m.PracticeFormDialog })));

type PracticeRecord = Practice & Row;

const narrowing: ListFilters<PracticeRecord> = {
  label: 'Search practices',
  placeholder: 'Search by name, place, date',
  textOf: (row) => [nameOfPractice(row), row.place, row.date, row.date === null ? null : formatDay(row.date)].join(' '),
  statuses: PRACTICE_STATUS_LABELS,
};

/** All practices of the band: what comes, soonest first, and what was. */
export function PracticesPage() {
  return (
    <RecordListPage<PracticeRecord>
      table="practices"
      icon={<CalendarClock aria-hidden="true" />}
      firstUse="What to play and what to reach at the next rehearsal, and what came of it."
      narrowing={narrowing}
      partsOf={(rows, now) => byDay(rows, ({ startsAt }) => startsAt, now)}
      row={(props) => <PracticeRow {...props} />}
      Form={Form}
      loadForm={loadForm}
      next={{ label: 'Plan it', path: (id) => `/practices/${id}` }}
    />
  );
}
