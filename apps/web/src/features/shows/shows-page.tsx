import { firstTime, formatDay, SHOW_STATUS_LABELS, type Show } from '@rockon/domain';
import { MicVocal } from 'lucide-react';
import { lazy } from 'react';
import { byDay } from '../../records/by-day.ts';
import type { ListFilters } from '../../records/list-filters.tsx';
import { RecordListPage } from '../../records/record-list-page.tsx';
import * as messages from './messages.ts';
import { ShowRow } from './show-row.tsx';
import { useShowEntries } from './use-show-actions.ts';

const loadForm = () => import('./show-form-dialog.tsx');
const Form = lazy(() => loadForm().then((m) => ({ default: m.ShowFormDialog })));

type ShowRecord = Show;

const filters: ListFilters<ShowRecord> = {
  label: messages.search,
  placeholder: messages.searchPlaceholder,
  textOf: (show) =>
    [show.name, show.venue, show.address, show.date, show.date === null ? null : formatDay(show.date)].join(' '),
  statuses: SHOW_STATUS_LABELS,
};

/** All shows of the band: upcoming ones first, soonest at the top. */
export function ShowsPage() {
  const more = useShowEntries();
  return (
    <RecordListPage
      table="shows"
      icon={<MicVocal aria-hidden="true" />}
      firstUse={messages.firstShow}
      filters={filters}
      partsOf={(rows, now) => byDay(rows, firstTime, now)}
      row={(props) => <ShowRow {...props} />}
      Form={Form}
      loadForm={loadForm}
      more={more}
      next={{ label: messages.openShow, path: (id) => `/shows/${id}` }}
    />
  );
}
