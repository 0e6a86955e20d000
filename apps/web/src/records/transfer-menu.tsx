import { FileDown, FileUp, Import } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import type { MenuEntry } from '../ui/menu-entry.ts';
import * as messages from './messages.ts';

/** Import and export. `more` entries come first, for those who can edit. */
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
            name: messages.importFile,
            icon: <FileUp className="size-4 text-muted" aria-hidden="true" />,
            to: '/transfer',
          } as const,
        ]
      : []),
    {
      kind: 'link',
      name: messages.exportFile,
      icon: <FileDown className="size-4 text-muted" aria-hidden="true" />,
      to: '/transfer#export',
    },
  ];
  return (
    <Menu
      trigger={(props) => (
        <Button {...props} aria-label={messages.importAndExport} className="max-desk:px-2.5! touch:min-w-11">
          <Import className="size-4" aria-hidden="true" />
          <span className="max-desk:sr-only">{mayEdit ? messages.importShort : messages.exportFile}</span>
        </Button>
      )}
      entries={entries}
    />
  );
}
