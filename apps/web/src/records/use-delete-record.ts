import { type BandTable, itemName, type SyncedRow } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useCallback } from 'react';
import { useBand } from '../band/band-context.tsx';
import { reasonOf } from '../lib/error-messages.ts';
import { deletedToast, deleteRecord, undoDelete } from '../session/recent-deletes.ts';
import { showToast } from '../ui/toaster.tsx';
import * as messages from './messages.ts';
import { recordKey } from './record-sync-icon.tsx';
import { sayDone } from './undo.ts';

const TOAST_MS = 8_000;

/** Deletes at once, without a question, and offers Undo. */
export function useDeleteRecord(table: BandTable): (row: Pick<SyncedRow, 'id'>) => void {
  const engine = useEngine();
  const { id: bandId } = useBand();
  return useCallback(
    (row) => {
      const key = recordKey(bandId, table, row.id);
      const name = itemName(row) ?? messages.ofTable[table].unnamed;
      void deleteRecord(engine, key, name).then(
        () =>
          sayDone({
            toast: deletedToast(row.id),
            title: messages.ofTable[table].deleted,
            detail: name,
            back: () => undoDelete(engine, key),
            after: messages.restoredNamed(name),
            records: [row.id],
            duration: TOAST_MS,
          }),
        (error: unknown) => showToast({ title: messages.couldNotDelete, detail: reasonOf(error) }),
      );
    },
    [engine, bandId, table],
  );
}
