import { formatDay, PRACTICE_STATUS_LABELS, type Practice } from '@rockon/domain';
import { CalendarClock } from 'lucide-react';
import { lazy } from 'react';
import { byDay } from '../../records/by-day.ts';
import type { ListFilters } from '../../records/list-filters.tsx';
import { RecordListPage } from '../../records/record-list-page.tsx';
import { nameOfPractice } from './format-practice.ts';
import * as messages from './messages.ts';
import { PracticeRow } from './practice-row.tsx';

const loadForm = () => import('./practice-form-dialog.tsx');
const Form = lazy(() => loadForm().then((m) => ({ default: m.PracticeFormDialog })));

type PracticeRecord = Practice;

const filters: ListFilters<PracticeRecord> = {
  label: messages.searchPractices,
  placeholder: messages.searchPlaceholder,
  textOf: (row) => [nameOfPractice(row), row.place, row.date, row.date === null ? null : formatDay(row.date)].join(' '),
  statuses: PRACTICE_STATUS_LABELS,
};

/** All practices of the band: upcoming ones first, soonest at the top. */
export function PracticesPage() {
  return (
    <RecordListPage
      table="practices"
      icon={<CalendarClock aria-hidden="true" />}
      firstUse={messages.firstPractice}
      filters={filters}
      partsOf={(rows, now) => byDay(rows, ({ startsAt }) => startsAt, now)}
      row={(props) => <PracticeRow {...props} />}
      Form={Form}
      loadForm={loadForm}
      next={{ label: messages.planAction, path: (id) => `/practices/${id}` }}
    />
  );
}
