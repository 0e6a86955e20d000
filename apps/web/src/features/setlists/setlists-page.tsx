import { type Setlist, setlistView } from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import { ListMusic } from 'lucide-react';
import { lazy, useMemo } from 'react';
import { useBand } from '../../band/band-context.tsx';
import type { ListFilters } from '../../records/list-filters.tsx';
import { RecordListPage } from '../../records/record-list-page.tsx';
import * as common from '../../ui/messages.ts';
import * as messages from './messages.ts';
import { SetlistRow } from './setlist-row.tsx';
import { useShows } from './use-attached-shows.ts';
import { useCopies } from './use-copies.tsx';
import { useSongs } from './use-songs.ts';

const loadForm = () => import('./setlist-form-dialog.tsx');
const Form = lazy(() => loadForm().then((m) => ({ default: m.SetlistFormDialog })));

type SetlistRecord = Setlist;
const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
const byName = (a: SetlistRecord, b: SetlistRecord) => collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);

export function SetlistsPage() {
  const { id: scope } = useBand();
  const { rows } = useRecords({ scope, table: 'setlists' });
  const { byId, complete } = useSongs();
  const { bySetlist } = useShows();
  const { entries, dialog } = useCopies(rows);
  const sums = useMemo(
    () => new Map(rows.map((row) => [row.id, setlistView(row.items, byId, complete, null).sum])),
    [rows, byId, complete],
  );
  const played = useMemo(
    () => new Map([...bySetlist].map(([id, shows]) => [id, shows.map(({ name }) => name).join(', ')])),
    [bySetlist],
  );
  const filters: ListFilters<SetlistRecord> = {
    label: common.search,
    placeholder: messages.searchPlaceholder,
    textOf: ({ id, name }) => `${name} ${played.get(id) ?? ''}`,
  };
  return (
    <RecordListPage
      table="setlists"
      icon={<ListMusic aria-hidden="true" />}
      firstUse={messages.firstSetlist}
      filters={filters}
      sort={byName}
      partsOf={(shown) => [{ title: messages.listLabel, rows: shown }]}
      row={(props) => (
        <SetlistRow {...props} sum={sums.get(props.record.id) ?? NOTHING} shows={played.get(props.record.id) ?? ''} />
      )}
      Form={Form}
      loadForm={loadForm}
      more={entries}
      next={{ label: messages.addSongs, path: (id) => `/setlists/${id}?songs` }}
    >
      {dialog}
    </RecordListPage>
  );
}

const NOTHING = { songs: 0, seconds: 0, unknown: 0 };
