import { itemName, type Song } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useCallback } from 'react';
import { useBand } from '../../platform/band-context.tsx';
import { deleteRecord, undoDelete } from '../../platform/recent-deletes.ts';
import { recordKey } from '../../platform/record-sync-icon.tsx';
import { showToast } from '../../ui/toaster.tsx';

const TOAST_MS = 8_000;

/** Deletes at once and offers the way back; nobody is asked whether they are sure. */
export function useDeleteSong(): (song: Song) => void {
  const engine = useEngine();
  const { id: bandId } = useBand();
  return useCallback(
    (song) => {
      const key = recordKey(bandId, 'songs', song.id);
      const name = itemName(song) ?? 'A song';
      void deleteRecord(engine, key, name).then(
        () =>
          showToast({
            id: `deleted/${song.id}`,
            title: 'Song deleted',
            detail: name,
            duration: TOAST_MS,
            action: { label: 'Undo', onPress: () => void undoDelete(engine, key) },
          }),
        (error: unknown) =>
          showToast({ title: 'Not deleted', detail: error instanceof Error ? error.message : String(error) }),
      );
    },
    [engine, bandId],
  );
}
