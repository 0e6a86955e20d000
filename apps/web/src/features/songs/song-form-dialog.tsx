import { song as entity, type Song } from '@rockon/domain';
import { RecordFormDialog } from '../../records/record-form-dialog.tsx';
import * as messages from './dialog-messages.ts';
import { SongFields } from './song-fields.tsx';

/** The form to add or edit a song. */
export function SongFormDialog({ song, onClose }: { readonly song?: Song; readonly onClose: () => void }) {
  return (
    <RecordFormDialog
      entity={entity}
      record={song}
      title={song === undefined ? messages.newSong : messages.editSong}
      onClose={onClose}
      another
    >
      {(part) => <SongFields {...part} ownId={song?.id} />}
    </RecordFormDialog>
  );
}
