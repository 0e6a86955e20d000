import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';

/** What can be done with a song from its row. One stands in every row: no hooks, no subscriptions. */
export function SongMenu({ onEdit, onDelete }: { readonly onEdit: () => void; readonly onDelete: () => void }) {
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
          onSelect: onDelete,
        },
      ]}
    />
  );
}
