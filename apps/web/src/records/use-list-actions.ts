import { type BandTable, canEdit, type SyncedRow } from '@rockon/domain';
import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useBand } from '../band/band-context.tsx';
import type { MenuEntry } from '../ui/menu-entry.ts';
import type { RowActions } from './record-row.tsx';
import { useDeleteRecord } from './use-delete-record.ts';

const noEntries = (): readonly MenuEntry[] => [];

/** Whether the form for a new record is open; kept in the address (`?add`), so that it can be linked to. */
function useAdding(): readonly [boolean, (on: boolean) => void] {
  const [params, setParams] = useSearchParams();
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
  return [params.has('add'), setAdding];
}

/**
 * What every list of records can do: add, edit and delete. `actions` are for its rows and the same object between renders,
 * so that memoized rows stay; null for viewers. `more` adds entries to a row's menu and must be stable as well.
 */
export function useListActions<T extends Pick<SyncedRow, 'id'>>(
  table: BandTable,
  more: (record: T) => readonly MenuEntry[] = noEntries,
) {
  const mayEdit = canEdit(useBand().role);
  const remove = useDeleteRecord(table);
  const [editing, setEditing] = useState<T | null>(null);
  const [asked, setAdding] = useAdding();
  const actions = useMemo<RowActions<T> | null>(
    () => (mayEdit ? { edit: setEditing, remove, more } : null),
    [mayEdit, remove, more],
  );
  return { mayEdit, adding: asked && mayEdit, setAdding, editing, setEditing, actions };
}
