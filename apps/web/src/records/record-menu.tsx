import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import type { MenuEntry } from '../ui/menu-entry.ts';
import * as common from '../ui/messages.ts';

/** The menu of a record's row or page. Every row has one, so it has no hooks and no subscriptions. */
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
        <IconButton label={common.more} {...props}>
          <Ellipsis className="size-5" aria-hidden="true" />
        </IconButton>
      )}
      entries={[
        {
          kind: 'item',
          name: common.edit,
          icon: <Pencil className="size-4 text-muted" aria-hidden="true" />,
          onSelect: onEdit,
        },
        ...more,
        {
          kind: 'item',
          name: common.deleteRecord,
          danger: true,
          icon: <Trash2 className="size-4" aria-hidden="true" />,
          onSelect: onDelete,
        },
      ]}
    />
  );
}
