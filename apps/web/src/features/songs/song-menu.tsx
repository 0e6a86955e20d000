import type { Song } from '@rockon/domain';
import { canEdit, itemName } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useBand } from '../../platform/band-context.tsx';
import { deleteRecord, undoDelete } from '../../platform/recent-deletes.ts';
import { recordKey } from '../../platform/record-sync-icon.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toaster.tsx';

/** Deletes at once and offers the way back; nobody is asked whether they are sure. */
export function useDeleteSong() {
  const engine = useEngine();
  const band = useBand();
  return async (song: Song) => {
    const key = recordKey(band.id, 'songs', song.id);
    const name = itemName(song) ?? 'A song';
    await deleteRecord(engine, key, name);
    showToast({
      id: `deleted/${song.id}`,
      title: 'Song deleted',
      detail: name,
      duration: 8_000,
      action: { label: 'Undo', onPress: () => void undoDelete(engine, key) },
    });
  };
}

export function SongMenu({
  song,
  onEdit,
  leaveTo,
}: {
  readonly song: Song;
  readonly onEdit: () => void;
  readonly leaveTo?: string;
}) {
  const band = useBand();
  const remove = useDeleteSong();
  const navigate = useNavigate();
  if (!canEdit(band.role)) return null;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label="More" {...props}>
          <Ellipsis className="size-5" aria-hidden="true" />
        </IconButton>
      )}
      entries={[
        {
          kind: 'item',
          name: 'Edit',
          icon: <Pencil className="size-4 text-muted" aria-hidden="true" />,
          onSelect: onEdit,
        },
        {
          kind: 'item',
          name: 'Delete',
          danger: true,
          icon: <Trash2 className="size-4" aria-hidden="true" />,
          onSelect: () => {
            void remove(song);
            if (leaveTo !== undefined) void navigate(leaveTo);
          },
        },
      ]}
    />
  );
}
