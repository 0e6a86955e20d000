import { copyOf, nameOfCopy, type Setlist } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { Copy, MicVocal } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { recordKey } from '../../records/record-sync-icon.tsx';
import { notDone, offerUndo } from '../../records/undo.ts';
import type { MenuEntry } from '../../ui/menu-entry.ts';

const ForkDialog = lazy(() => import('./copy-setlist-dialog.tsx').then((m) => ({ default: m.ForkDialog })));

/** Copies of sets: menu entries, and the dialog that asks for which show. */
export function useCopies(all: readonly Setlist[]): {
  readonly entries: (setlist: Setlist) => readonly MenuEntry[];
  readonly dialog: ReactNode;
} {
  const engine = useEngine();
  const { id: bandId } = useBand();
  const [forking, setForking] = useState<Setlist | null>(null);
  const entries = useCallback(
    (setlist: Setlist): readonly MenuEntry[] => [
      {
        kind: 'item',
        name: 'Duplicate',
        icon: <Copy className="size-4 text-muted" aria-hidden="true" />,
        onSelect: () => {
          const name = nameOfCopy(
            setlist.name,
            all.map((each) => each.name),
          );
          const copy = copyOf(setlist, name);
          engine.repository.insert(bandId, 'setlists', copy).then((id) => {
            const key = recordKey(bandId, 'setlists', id);
            offerUndo(key, 'Duplicated', `“${name}”`, () => engine.repository.delete(key));
          }, notDone);
        },
      },
      {
        kind: 'item',
        name: 'Copy for a show…',
        icon: <MicVocal className="size-4 text-muted" aria-hidden="true" />,
        onSelect: () => setForking(setlist),
      },
    ],
    [engine, bandId, all],
  );
  const dialog = (
    <Suspense fallback={null}>
      {forking !== null && <ForkDialog setlist={forking} onClose={() => setForking(null)} />}
    </Suspense>
  );
  return { entries, dialog };
}
