import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import type { MenuEntry } from '../ui/menu-entry.ts';

/** What can be done with a record from its row or page. One stands in every row: no hooks, no subscriptions. */
export function RecordMenu({
  onEdit,
  onDelete,
  more = [],
}: {
  readonly onEdit: () => void;
  readonly onDelete: () => void;
  /** Between Edit and Delete. */
  readonly more?: readonly MenuEntry[];
}) {
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
        ...more,
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
