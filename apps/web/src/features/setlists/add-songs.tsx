import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import * as common from '../../ui/messages.ts';
import { cardClass } from '../../ui/page.tsx';
import * as messages from './messages.ts';

/** The panel that adds songs: beside the rows on wide screens, otherwise a dialog. */
export function AddSongs({
  wide,
  onClose,
  children,
}: {
  readonly wide: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  if (!wide)
    return (
      <Modal title={messages.addSongs} onClose={onClose}>
        {children}
      </Modal>
    );
  return (
    <aside
      aria-label={messages.addSongs}
      className={`${cardClass} sticky top-6 max-h-[calc(100dvh-3rem)] self-start overflow-y-auto p-4`}
    >
      <div className="mb-3 flex items-center">
        <h2 className="text-16 font-bold">{messages.addSongs}</h2>
        <IconButton label={common.close} className="-mr-2 ml-auto" onClick={onClose}>
          <X className="size-5" aria-hidden="true" />
        </IconButton>
      </div>
      {children}
    </aside>
  );
}
