import { FileDown, FileUp, Import } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import type { MenuEntry } from '../ui/menu-entry.ts';

/** The ways in and out for many records at once. `more` stands before them. */
export function TransferMenu({
  mayEdit,
  more = [],
}: {
  readonly mayEdit: boolean;
  readonly more?: readonly MenuEntry[];
}) {
  const entries: readonly MenuEntry[] = [
    ...(mayEdit
      ? [
          ...more,
          {
            kind: 'link',
            name: 'Import a file',
            icon: <FileUp className="size-4 text-muted" aria-hidden="true" />,
            to: '/transfer',
          } as const,
        ]
      : []),
    {
      kind: 'link',
      name: 'Export',
      icon: <FileDown className="size-4 text-muted" aria-hidden="true" />,
      to: '/transfer#export',
    },
  ];
  return (
    <Menu
      trigger={(props) => (
        <Button {...props} aria-label="Import and export" className="max-desk:px-2.5! touch:min-w-11">
          <Import className="size-4" aria-hidden="true" />
          <span className="max-desk:sr-only">{mayEdit ? 'Import' : 'Export'}</span>
        </Button>
      )}
      entries={entries}
    />
  );
}
