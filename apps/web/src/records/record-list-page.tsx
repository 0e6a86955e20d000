import type { BandTable, SyncedRow } from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import { FileUp } from 'lucide-react';
import { type ComponentType, Fragment, type ReactNode, Suspense } from 'react';
import { Link, useNavigate } from 'react-router';
import { useBand } from '../band/band-context.tsx';
import type { RowIn } from '../session/engine.ts';
import { buttonClass } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import type { MenuEntry } from '../ui/menu-entry.ts';
import { cardClass, Section } from '../ui/page.tsx';
import { showToast } from '../ui/toaster.tsx';
import type { ListPart } from './by-day.ts';
import { useConflictsByRecord } from './conflicts.ts';
import { type ListFilters, useListFilters } from './list-filters.tsx';
import { AddButton, ListBody, ListFrame } from './list-frame.tsx';
import { MarkListRead } from './mark-list-read.tsx';
import * as messages from './messages.ts';
import * as pageMessages from './page-messages.tsx';
import type { RowProps } from './record-row.tsx';
import { TransferMenu } from './transfer-menu.tsx';
import { useListActions } from './use-list-actions.ts';

/** A form to add or to edit a record, loaded when it is opened. */
export type RecordForm<T> = ComponentType<{
  readonly record?: T;
  readonly onClose: () => void;
  readonly onAdded?: (id: string) => void;
}>;

/** The list page of a kind of records: rows in parts, search and filters, and the forms to add and edit. */
export function RecordListPage<Name extends BandTable>({
  table,
  icon,
  firstUse,
  filters,
  sort,
  partsOf,
  row,
  Form,
  loadForm,
  more,
  next,
  children,
}: {
  readonly table: Name;
  /** Of the empty list. */
  readonly icon: ReactNode;
  /** What the empty list says these records are for. */
  readonly firstUse: string;
  readonly filters: ListFilters<RowIn<Name>>;
  readonly sort?: (a: RowIn<Name>, b: RowIn<Name>) => number;
  readonly partsOf: (rows: readonly RowIn<Name>[], now: number) => readonly ListPart<RowIn<Name>>[];
  readonly row: (props: RowProps<RowIn<Name>>) => ReactNode;
  readonly Form: RecordForm<RowIn<Name>>;
  readonly loadForm: () => Promise<unknown>;
  /** Further entries of a row's menu. The same function between renders. */
  readonly more?: (record: RowIn<Name>) => readonly MenuEntry[];
  /** The button of the toast after one was added. */
  readonly next: { readonly label: string; readonly path: (id: string) => string };
  readonly children?: ReactNode;
}) {
  const band = useBand();
  const navigate = useNavigate();
  const { rows, complete } = useRecords<Name>({ scope: band.id, table, ...(sort !== undefined && { sort }) });
  const conflicts = useConflictsByRecord(band.id);
  const now = Date.now();
  const { found, controls, clear } = useListFilters(rows, filters, now);
  const { mayEdit, adding, setAdding, editing, setEditing, actions } = useListActions<RowIn<Name>>(table, more);
  const words = pageMessages.ofTable[table];
  const add = mayEdit && (
    <AddButton table={table} onPress={() => setAdding(true)} onPoint={() => void loadForm().catch(() => undefined)} />
  );
  const onAdded = (id: string) => {
    const action = { label: next.label, onPress: () => void navigate(next.path(id)) };
    showToast({ title: words.added, action });
  };
  return (
    <ListFrame
      title={messages.ofTable[table].title}
      facts={rows.length === 0 ? undefined : words.count(rows.length)}
      actions={
        rows.length > 0 && (
          <>
            <TransferMenu mayEdit={mayEdit} />
            {add}
          </>
        )
      }
    >
      <MarkListRead table={table} />
      {controls}
      <ListBody
        table={table}
        complete={complete}
        total={rows.length}
        shown={found.length}
        onClear={clear}
        empty={
          <EmptyState icon={icon} title={words.noneYet} actions={add && <FirstActions>{add}</FirstActions>}>
            {mayEdit ? firstUse : pageMessages.emptyForViewers}
          </EmptyState>
        }
      >
        {partsOf(found, now).map((part) => (
          <Part key={part.title} part={part}>
            {(record) => row({ bandId: band.id, record, conflicts: conflicts.get(record.id), actions })}
          </Part>
        ))}
      </ListBody>
      <Suspense fallback={null}>
        {adding && <Form onClose={() => setAdding(false)} onAdded={onAdded} />}
        {editing !== null && <Form record={editing} onClose={() => setEditing(null)} />}
      </Suspense>
      {children}
    </ListFrame>
  );
}

function FirstActions({ children }: { readonly children: ReactNode }) {
  return (
    <>
      {children}
      <Link to="/transfer" className={buttonClass()}>
        <FileUp className="size-4" aria-hidden="true" />
        {messages.importFile}
      </Link>
    </>
  );
}

function Part<T extends Pick<SyncedRow, 'id'>>({
  part,
  children,
}: {
  readonly part: ListPart<T>;
  readonly children: (record: T) => ReactNode;
}) {
  const list = (
    <ul aria-label={part.title} className={`${cardClass} overflow-clip`}>
      {part.rows.map((record) => (
        <Fragment key={record.id}>{children(record)}</Fragment>
      ))}
    </ul>
  );
  if (part.titled !== true) return list;
  return (
    <Section title={part.title} aside={part.rows.length}>
      {list}
    </Section>
  );
}
