import { type BandRow, type BandTable, canEdit } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecord, useRecords, useSyncStatus } from '@rockon/sync-react';
import { ArrowLeft, Pencil } from 'lucide-react';
import { type ComponentType, type ReactNode, Suspense } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useBand } from '../band/band-context.tsx';
import type { RecordKey, RowIn } from '../session/engine.ts';
import { Button } from '../ui/button.tsx';
import type { MenuEntry } from '../ui/menu-entry.ts';
import * as common from '../ui/messages.ts';
import { Page, useTitle } from '../ui/page.tsx';
import { Byline } from './byline.tsx';
import { useConflictsByRecord } from './conflicts.ts';
import { NotLoadedYet } from './not-loaded-yet.tsx';
import * as messages from './page-messages.tsx';
import { ReadOnlyNotice } from './read-only-notice.tsx';
import { RecordMenu } from './record-menu.tsx';
import { RecordNotFound } from './record-not-found.tsx';
import { RecordProblem } from './record-problem.tsx';
import { RecordSyncIcon, recordKey } from './record-sync-icon.tsx';
import { useDeleteRecord } from './use-delete-record.ts';
import { useMarkAsRead } from './use-mark-as-read.ts';

/** The history section, injected because features must not import each other. */
export type HistoryPart = ComponentType<{
  readonly recordKey: RecordKey<BandTable>;
  readonly current: Row;
}>;

/** The record of the current address, or why it cannot be shown: it does not exist, or is not on this device yet. */
export function RecordRoute<Name extends BandTable>({
  table,
  children,
}: {
  readonly table: Name;
  readonly children: (record: RowIn<Name>) => ReactNode;
}) {
  const { id = '' } = useParams();
  const band = useBand();
  const record = useRecord({ scope: band.id, table, id });
  const { complete } = useRecords({ scope: band.id, table });
  if (record !== undefined) return children(record);
  return <Page narrow>{complete ? <RecordNotFound table={table} /> : <NotLoadedYet table={table} />}</Page>;
}

/** Whether the edit form is open; kept in the address (`?edit`). Never for viewers. */
export function useEditing(): readonly [boolean, (on: boolean) => void] {
  const { role } = useBand();
  const [params, setParams] = useSearchParams();
  return [params.has('edit') && canEdit(role), (on) => setParams(on ? { edit: '' } : {}, { replace: true })];
}

/** The frame of a record's page: back link, actions, title with sync state, content, byline and history. */
export function RecordPage({
  table,
  record,
  title,
  subtitle,
  actions,
  menu = [],
  narrow = true,
  onEdit,
  History,
  children,
}: {
  readonly table: BandTable;
  readonly record: BandRow;
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Beside the Edit button. */
  readonly actions?: ReactNode;
  /** More entries of the menu. */
  readonly menu?: readonly MenuEntry[];
  readonly narrow?: boolean;
  readonly onEdit: () => void;
  readonly History: HistoryPart;
  readonly children: ReactNode;
}) {
  const band = useBand();
  const key = recordKey(band.id, table, record.id);
  const status = useSyncStatus(key);
  const conflicts = useConflictsByRecord(band.id).get(record.id) ?? [];
  const remove = useDeleteRecord(table);
  const navigate = useNavigate();
  const mayEdit = canEdit(band.role);
  useTitle(title);
  useMarkAsRead(table, record, status);
  return (
    <Page narrow={narrow}>
      <article data-record={`${table}/${record.id}`} className="grid grid-cols-1 gap-6">
        <div className="flex items-center gap-2">
          <Link
            to={`/${table}`}
            className="-ml-2 inline-flex min-h-11 items-center gap-2 rounded-[10px] px-2 text-14 font-medium text-secondary hover:text-text"
          >
            <ArrowLeft className="size-4" aria-hidden="true" />
            {messages.back}
          </Link>
          <div className="ml-auto flex items-center gap-1.5">
            {actions}
            {mayEdit && (
              <>
                <Button onClick={onEdit}>
                  <Pencil className="size-4" aria-hidden="true" />
                  {common.edit}
                </Button>
                <RecordMenu
                  onEdit={onEdit}
                  more={menu}
                  onDelete={() => {
                    remove(record);
                    void navigate(`/${table}`);
                  }}
                />
              </>
            )}
          </div>
        </div>
        <header className="grid gap-1">
          <div className="flex items-start gap-3">
            <h1 className="min-w-0 text-28 font-bold tracking-[-0.02em] wrap-anywhere">{title}</h1>
            <span className="mt-[7px] [--icon-ring:var(--bg)]">
              <RecordSyncIcon status={status} />
            </span>
          </div>
          {subtitle}
          <ReadOnlyNotice />
          <div className="mt-1 empty:hidden [&_p]:text-14">
            <RecordProblem recordKey={key} status={status} conflicts={conflicts} />
          </div>
        </header>
        {children}
        <Byline row={record} />
        {record.createdAt !== null && (
          <Suspense fallback={null}>
            <History recordKey={{ scope: band.id, table, id: record.id }} current={record} />
          </Suspense>
        )}
      </article>
    </Page>
  );
}
