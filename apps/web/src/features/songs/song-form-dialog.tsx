import { song as entity, type Song } from '@rockon/domain';
import { RecordFormDialog } from '../../records/record-form-dialog.tsx';
import { SongFields } from './song-fields.tsx';

/** All fields of a song, to add one or to edit one. */
export function SongFormDialog({ song, onClose }: { readonly song?: Song; readonly onClose: () => void }) {
  return (
    <RecordFormDialog
      entity={entity}
      record={song}
      title={song === undefined ? 'New song' : 'Edit song'}
      onClose={onClose}
      another
    >
      {(part) => <SongFields {...part} ownId={song?.id} />}
    </RecordFormDialog>
  );
}
