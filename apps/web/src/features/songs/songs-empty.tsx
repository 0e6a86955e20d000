import { canEdit } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { ClipboardPaste, Music2 } from 'lucide-react';
import { useBand } from '../../band/band-context.tsx';
import { addDemoSongs } from '../../band/demo-data.ts';
import { AddButton } from '../../records/list-frame.tsx';
import * as pageMessages from '../../records/page-messages.tsx';
import { notDone } from '../../records/undo.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import * as messages from './dialog-messages.ts';

/** The band has no songs; shown only when the device has all of the band's data. */
export function NoSongsYet({ onAdd, onPaste }: { readonly onAdd: () => void; readonly onPaste: () => void }) {
  const engine = useEngine();
  const band = useBand();
  const may = canEdit(band.role);
  return (
    <EmptyState
      icon={<Music2 aria-hidden="true" />}
      title={pageMessages.ofTable.songs.noneYet}
      actions={
        may && (
          <>
            <AddButton table="songs" onPress={onAdd} />
            <Button onClick={onPaste}>
              <ClipboardPaste className="size-4" aria-hidden="true" />
              {messages.pasteList}
            </Button>
            <Button variant="ghost" onClick={() => void addDemoSongs(engine, band.id).catch(notDone)}>
              {messages.addDemoSongs}
            </Button>
          </>
        )
      }
    >
      {may ? messages.addFirst : pageMessages.emptyForViewers}
    </EmptyState>
  );
}
