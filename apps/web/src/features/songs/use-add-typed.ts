import { useEngine } from '@rockon/sync-react';
import { flushSync } from 'react-dom';
import { useBand } from '../../band/band-context.tsx';
import { notDone } from '../../records/undo.ts';
import type { SongList } from './use-song-list.ts';

/** Enter in the search box: adds the typed song where the band has none like it. Null for viewers. */
export function useAddTyped({ view, shown }: SongList, mayEdit: boolean): ((box: HTMLInputElement) => void) | null {
  const engine = useEngine();
  const { id: bandId } = useBand();
  if (!mayEdit) return null;
  const add = async (box: HTMLInputElement) => {
    if (box.value.trim() === '') return;
    const text = box.value;
    // The next title replaces this one, even while this one is still being saved.
    if (shown.length === 0) box.select();
    const { addUnlessFound } = await import('../../records/quick-add.ts');
    const added = await addUnlessFound(engine, bandId, text);
    if (added === null || box.value !== text) return;
    // Synchronously: a letter typed before the selection would be appended to the title.
    flushSync(() => view.find(added.title));
    box.select();
  };
  return (box) => void add(box).catch(notDone);
}
