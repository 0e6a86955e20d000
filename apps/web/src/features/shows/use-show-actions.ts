import {
  calendarFile,
  itemName,
  SHOW_STATUS_LABELS,
  SHOW_STATUSES,
  type Show,
  type ShowStatus,
  showEntry,
} from '@rockon/domain';
import type { PathValues } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import { useCallback } from 'react';
import { useBand } from '../../platform/band-context.tsx';
import { downloadText } from '../../platform/download.ts';
import { recordKey } from '../../platform/records/record-sync-icon.tsx';
import { notDone, offerUndo, withWayBack } from '../../platform/undo.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';

/** Changes places of a show, with the way back. */
export function useChangeShow(): (show: Show, title: string, set: PathValues) => Promise<void> {
  const engine = useEngine();
  const { id: bandId } = useBand();
  return useCallback(
    async (show, title, set) => {
      const key = recordKey(bandId, 'shows', show.id);
      const back = await withWayBack(engine, key, Object.keys(set), () => engine.repository.update(key, set));
      offerUndo(key, title, itemName(show), back);
    },
    [engine, bandId],
  );
}

/** What can be done with a show beside editing and deleting it: every other status, in one press. */
export function useShowEntries(): (show: Show) => readonly MenuEntry[] {
  const change = useChangeShow();
  return useCallback(
    (show) => [
      { kind: 'label', name: 'Status' },
      ...SHOW_STATUSES.map((status: ShowStatus) => ({
        kind: 'item' as const,
        name: SHOW_STATUS_LABELS[status],
        current: show.status === status,
        onSelect: () =>
          void change(show, `Marked as ${SHOW_STATUS_LABELS[status].toLowerCase()}`, { status }).catch(notDone),
      })),
      { kind: 'line', name: 'after status' },
    ],
    [change],
  );
}

/** Hands the show to the person's calendar. */
export function saveToCalendar(show: Show, setlistName: string | null): void {
  const entry = showEntry(show, setlistName);
  if (entry === null) return;
  const name =
    show.name
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'show';
  downloadText(`${name}.ics`, 'text/calendar;charset=utf-8', calendarFile(entry, Date.now()));
}
