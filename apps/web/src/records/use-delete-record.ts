import { type BandTable, ENTITIES, itemName, type SyncedRow } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useCallback } from 'react';
import { useBand } from '../band/band-context.tsx';
import { deletedToast, deleteRecord, undoDelete } from '../session/recent-deletes.ts';
import { showToast } from '../ui/toaster.tsx';
import { recordKey } from './record-sync-icon.tsx';
import { sayDone } from './undo.ts';

const TOAST_MS = 8_000;

/** Deletes at once and offers the way back; nobody is asked whether they are sure. */
export function useDeleteRecord(table: BandTable): (row: Pick<SyncedRow, 'id'>) => void {
  const engine = useEngine();
  const { id: bandId } = useBand();
  return useCallback(
    (row) => {
      const key = recordKey(bandId, table, row.id);
      const { noun } = ENTITIES[table];
      const name = itemName(row) ?? `A ${noun}`;
      void deleteRecord(engine, key, name).then(
        () =>
          sayDone({
            toast: deletedToast(row.id),
            title: `${noun.charAt(0).toUpperCase()}${noun.slice(1)} deleted`,
            detail: name,
            back: () => undoDelete(engine, key),
            duration: TOAST_MS,
          }),
        (error: unknown) =>
          showToast({ title: 'Not deleted', detail: error instanceof Error ? error.message : String(error) }),
      );
    },
    [engine, bandId, table],
  );
}
