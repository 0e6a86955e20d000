import { type BandTable, canEdit, ENTITIES, type SyncedRow } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { FileUp, Plus } from 'lucide-react';
import { type ComponentType, Fragment, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useBand } from '../band/band-context.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import type { MenuEntry } from '../ui/menu-entry.ts';
import { cardClass, Page, PageHeader, Section } from '../ui/page.tsx';
import { showToast } from '../ui/toaster.tsx';
import type { ListPart } from './by-day.ts';
import { useConflictsByRecord } from './conflicts.ts';
import { type ListFilters, useListFilters } from './list-filters.tsx';
import { MarkListRead } from './mark-list-read.tsx';
import { NoMatch, NotLoadedYet } from './not-loaded-yet.tsx';
import { ReadOnlyNotice } from './read-only-notice.tsx';
import type { RowActions, RowProps } from './record-row.tsx';
import { TransferMenu } from './transfer-menu.tsx';
import { useDeleteRecord } from './use-delete-record.ts';

/** A form to add or to edit a record; a part of its own that is loaded when it is asked for. */
export type RecordForm<T> = ComponentType<{
  readonly record?: T;
  readonly onClose: () => void;
  readonly onAdded?: (id: string) => void;
}>;

const nothingMore = (): readonly MenuEntry[] => [];

/** All records of a kind: what there is, what is looked for, and the ways to add one, in and out. */
export function RecordListPage<T extends SyncedRow & Row>({
  table,
  icon,
  firstUse,
  narrowing,
  sort,
  partsOf,
  row,
  Form,
  loadForm,
  more = nothingMore,
  next,
  children,
}: {
  readonly table: BandTable;
  /** Of the empty list. */
  readonly icon: ReactNode;
  /** What one would add the first one for. */
  readonly firstUse: string;
  readonly narrowing: ListFilters<T>;
  readonly sort?: (a: T, b: T) => number;
  readonly partsOf: (rows: readonly T[], now: number) => readonly ListPart<T>[];
  /** A row, the same for the same props. */
  readonly row: (props: RowProps<T>) => ReactNode;
  readonly Form: RecordForm<T>;
  readonly loadForm: () => Promise<unknown>;
  /** Further entries of a row's menu. The same function between renders. */
  readonly more?: (record: T) => readonly MenuEntry[];
  /** What one does with a new one: a button of the message that it was added. */
  readonly next: { readonly label: string; readonly path: (id: string) => string };
  readonly children?: ReactNode;
}) {
  const band = useBand();
  const mayEdit = canEdit(band.role);
  const { noun, nouns } = ENTITIES[table];
  const [title, name] = [nouns, noun].map((word) => word.charAt(0).toUpperCase() + word.slice(1)) as [string, string];
  const navigate = useNavigate();
  const { rows, complete } = useRecords<T>({ scope: band.id, table, ...(sort !== undefined && { sort }) });
  const conflicts = useConflictsByRecord(band.id);
  const remove = useDeleteRecord(table);
  const now = Date.now();
  const { found, controls, clear } = useListFilters(rows, narrowing, now);
  const [editing, setEditing] = useState<T | null>(null);
  const [params, setParams] = useSearchParams();
  const adding = params.has('add') && mayEdit;
  const setAdding = useCallback(
    (on: boolean) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          if (on) after.set('add', '');
          else after.delete('add');
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  const actions = useMemo<RowActions<T> | null>(
    () => (mayEdit ? { edit: setEditing, remove, more } : null),
    [mayEdit, remove, more],
  );
  const add = mayEdit && (
    <Button
      variant="primary"
      onClick={() => setAdding(true)}
      onPointerEnter={() => void loadForm().catch(() => undefined)}
    >
      <Plus className="size-4" aria-hidden="true" />
      Add {noun}
    </Button>
  );
  const empty = rows.length === 0;
  return (
    <Page>
      <PageHeader
        title={title}
        facts={empty ? undefined : `${rows.length.toLocaleString('en')} ${rows.length === 1 ? noun : nouns}`}
        actions={
          !empty && (
            <>
              <TransferMenu mayEdit={mayEdit} />
              {add}
            </>
          )
        }
      />
      <ReadOnlyNotice />
      <MarkListRead table={table} />
      {controls}
      {empty ? (
        complete ? (
          <EmptyState
            icon={icon}
            title={`No ${nouns} yet`}
            actions={
              add && (
                <>
                  {add}
                  <Link to="/transfer" className={buttonClass()}>
                    <FileUp className="size-4" aria-hidden="true" />
                    Import a file
                  </Link>
                </>
              )
            }
          >
            {mayEdit ? firstUse : 'As soon as somebody adds one, it is here.'}
          </EmptyState>
        ) : (
          <NotLoadedYet table={table} />
        )
      ) : found.length === 0 ? (
        <NoMatch table={table} onClear={clear} />
      ) : (
        partsOf(found, now).map((part) => {
          const list = (
            <ul key={part.title} aria-label={part.title} className={`${cardClass} overflow-clip`}>
              {part.rows.map((record) => (
                <Fragment key={record.id}>
                  {row({ bandId: band.id, record, conflicts: conflicts.get(record.id), actions })}
                </Fragment>
              ))}
            </ul>
          );
          return part.titled === true ? (
            <Section key={part.title} title={part.title} aside={part.rows.length}>
              {list}
            </Section>
          ) : (
            list
          );
        })
      )}
      <Suspense fallback={null}>
        {adding && (
          <Form
            onClose={() => setAdding(false)}
            onAdded={(id) =>
              showToast({
                title: `${name} added`,
                action: { label: next.label, onPress: () => void navigate(next.path(id)) },
              })
            }
          />
        )}
        {editing !== null && <Form record={editing} onClose={() => setEditing(null)} />}
      </Suspense>
      {children}
    </Page>
  );
}
