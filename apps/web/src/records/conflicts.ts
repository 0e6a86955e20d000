import type { Conflict } from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import { useMemo } from 'react';

type ConflictRow = Conflict;

const isOpen = (conflict: ConflictRow) => conflict.open;
const byTime = (a: ConflictRow, b: ConflictRow) =>
  (a.mineAt ?? '').localeCompare(b.mineAt ?? '') || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** All open conflicts of a band, oldest first. */
export function useOpenConflicts(bandId: string): readonly Conflict[] {
  return useRecords({ scope: bandId, table: 'conflicts', where: isOpen, sort: byTime }).rows;
}

/** The open conflicts of a band by record id. */
export function useConflictsByRecord(bandId: string): ReadonlyMap<string, readonly Conflict[]> {
  const conflicts = useOpenConflicts(bandId);
  return useMemo(() => {
    const byRecord = new Map<string, Conflict[]>();
    for (const conflict of conflicts) {
      const all = byRecord.get(conflict.recordId);
      if (all === undefined) byRecord.set(conflict.recordId, [conflict]);
      else all.push(conflict);
    }
    return byRecord;
  }, [conflicts]);
}
