import { itemName, type Song } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { ListPlus, PenLine, Tags, Trash2, X } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { deleteMany, offerUndoOfAll } from '../../records/bulk-actions.ts';
import { notDone } from '../../records/undo.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import * as common from '../../ui/messages.ts';
import type { BulkDialogKind } from './bulk-dialogs.tsx';
import * as messages from './dialog-messages.ts';

const BulkDialog = lazy(() => import('./bulk-dialogs.tsx').then((m) => ({ default: m.BulkDialog })));

/** The actions for the selected songs; each has one Undo for all of them. */
export function SelectionBar({
  songs,
  shown,
  onAll,
  onClear,
}: {
  readonly songs: readonly Song[];
  /** How many songs the list shows. */
  readonly shown: number;
  readonly onAll: () => void;
  readonly onClear: () => void;
}) {
  const engine = useEngine();
  const band = useBand();
  const [dialog, setDialog] = useState<BulkDialogKind | null>(null);
  const none = songs.length === 0;
  const bar = useRef<HTMLElement>(null);
  // On phones toasts would cover the bar: they move up by its height.
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--above-navigation', `${bar.current?.offsetHeight ?? 0}px`);
    return () => void style.removeProperty('--above-navigation');
  }, []);
  const remove = () => {
    const deleted = songs.map((song) => ({ id: song.id, name: itemName(song) ?? messages.unnamedSong }));
    onClear();
    void deleteMany(engine, band.id, 'songs', deleted).then((back) => {
      const ids = deleted.map(({ id }) => id);
      offerUndoOfAll(
        messages.songsDeleted(ids.length),
        messages.inTrash,
        back,
        messages.songsRestored(ids.length),
        ids,
      );
    }, notDone);
  };
  const action = (name: string, icon: ReactNode, onClick: () => void, danger = false) => (
    <Button
      variant={danger ? 'danger' : 'ghost'}
      size="sm"
      disabled={none}
      onClick={onClick}
      aria-label={name}
      className="max-desk:px-2.5! max-desk:[&>span]:sr-only"
    >
      {icon}
      <span>{name}</span>
    </Button>
  );
  return (
    <>
      <section
        ref={bar}
        aria-label={messages.selectedSongs}
        className="fixed inset-x-3 bottom-[calc(76px+env(safe-area-inset-bottom))] z-30 mx-auto flex max-w-fit flex-wrap items-center gap-x-1 gap-y-1 rounded-[14px] border border-control bg-raised px-2 py-1.5 shadow-float desk:top-4 desk:right-8 desk:bottom-auto desk:left-[280px] desk:max-w-[1176px]"
      >
        <p aria-live="polite" className="px-2 text-14 font-semibold whitespace-nowrap">
          {messages.selectedCount(songs.length)}
        </p>
        {songs.length < shown && (
          <Button variant="ghost" size="sm" onClick={onAll}>
            {messages.selectAll(shown)}
          </Button>
        )}
        {action(messages.editSelected, <PenLine className="size-4" aria-hidden="true" />, () => setDialog('set'))}
        {action(messages.tags, <Tags className="size-4" aria-hidden="true" />, () => setDialog('tags'))}
        {action(messages.addToSetlist, <ListPlus className="size-4" aria-hidden="true" />, () => setDialog('setlist'))}
        {action(common.deleteRecord, <Trash2 className="size-4" aria-hidden="true" />, remove, true)}
        <IconButton label={messages.clearSelection} onClick={onClear} className="max-desk:hidden desk:ml-auto">
          <X className="size-5" aria-hidden="true" />
        </IconButton>
      </section>
      <Suspense fallback={null}>
        {dialog !== null && <BulkDialog kind={dialog} songs={songs} onClose={() => setDialog(null)} />}
      </Suspense>
    </>
  );
}
