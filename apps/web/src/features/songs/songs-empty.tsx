import { canEdit } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { ClipboardPaste, Music2, Plus } from 'lucide-react';
import { addDemoSongs } from '../../band/actions.ts';
import { useBand } from '../../band/band-context.tsx';
import { notDone } from '../../records/undo.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** The band has no songs, and the device knows that for certain. */
export function NoSongsYet({ onAdd, onPaste }: { readonly onAdd: () => void; readonly onPaste: () => void }) {
  const engine = useEngine();
  const band = useBand();
  const may = canEdit(band.role);
  return (
    <EmptyState
      icon={<Music2 aria-hidden="true" />}
      title="No songs yet"
      actions={
        may && (
          <>
            <Button variant="primary" onClick={onAdd}>
              <Plus className="size-4" aria-hidden="true" />
              Add song
            </Button>
            <Button onClick={onPaste}>
              <ClipboardPaste className="size-4" aria-hidden="true" />
              Paste a list
            </Button>
            <Button variant="ghost" onClick={() => void addDemoSongs(engine, band.id).catch(notDone)}>
              Fill with demo songs
            </Button>
          </>
        )
      }
    >
      {may
        ? 'Add the first one, or paste the list you have: one title per line.'
        : 'As soon as somebody adds one, it is here.'}
    </EmptyState>
  );
}
