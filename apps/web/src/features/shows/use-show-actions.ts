import { itemName, SHOW_STATUS_LABELS, SHOW_STATUSES, type Show, type ShowStatus } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useCallback } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { recordKey } from '../../records/record-sync-icon.tsx';
import { notDone, offerUndo, withUndo } from '../../records/undo.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import * as messages from './messages.ts';

/** Menu entries that set a show's status. */
export function useShowEntries(): (show: Show) => readonly MenuEntry[] {
  const engine = useEngine();
  const { id: bandId } = useBand();
  return useCallback(
    (show) => [
      { kind: 'label', name: messages.status },
      ...SHOW_STATUSES.map((status: ShowStatus) => ({
        kind: 'item' as const,
        name: SHOW_STATUS_LABELS[status],
        current: show.status === status,
        onSelect: () => {
          const key = recordKey(bandId, 'shows', show.id);
          withUndo(engine, key, ['status'], () => engine.repository.update(key, { status })).then(
            (back) => offerUndo(key, messages.markedAs[status], itemName(show), back),
            notDone,
          );
        },
      })),
      { kind: 'line', name: 'after status' },
    ],
    [engine, bandId],
  );
}
