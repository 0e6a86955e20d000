import { copyOf, nameOfCopy, type Setlist } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { Copy, MicVocal } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { removedNamed } from '../../records/messages.ts';
import { recordKey } from '../../records/record-sync-icon.tsx';
import { notDone, offerUndo } from '../../records/undo.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import * as common from '../../ui/messages.ts';
import * as messages from './messages.ts';

const CopySetlistDialog = lazy(() =>
  import('./copy-setlist-dialog.tsx').then((m) => ({ default: m.CopySetlistDialog })),
);

/** Menu entries that copy a setlist, and the dialog that asks for which show. */
export function useCopies(all: readonly Setlist[]): {
  readonly entries: (setlist: Setlist) => readonly MenuEntry[];
  readonly dialog: ReactNode;
} {
  const engine = useEngine();
  const { id: bandId } = useBand();
  const [copying, setCopying] = useState<Setlist | null>(null);
  const entries = useCallback(
    (setlist: Setlist): readonly MenuEntry[] => [
      {
        kind: 'item',
        name: messages.duplicate,
        icon: <Copy className="size-4 text-muted" aria-hidden="true" />,
        onSelect: () => {
          const name = nameOfCopy(
            setlist.name,
            all.map((each) => each.name),
          );
          const copy = copyOf(setlist, name);
          engine.repository.insert(bandId, 'setlists', copy).then((id) => {
            const key = recordKey(bandId, 'setlists', id);
            const quoted = common.quoted(name);
            offerUndo(key, messages.duplicated, quoted, () => engine.repository.delete(key), removedNamed(quoted));
          }, notDone);
        },
      },
      {
        kind: 'item',
        name: messages.copyForShowMenu,
        icon: <MicVocal className="size-4 text-muted" aria-hidden="true" />,
        onSelect: () => setCopying(setlist),
      },
    ],
    [engine, bandId, all],
  );
  const dialog = (
    <Suspense fallback={null}>
      {copying !== null && <CopySetlistDialog setlist={copying} onClose={() => setCopying(null)} />}
    </Suspense>
  );
  return { entries, dialog };
}
