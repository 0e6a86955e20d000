import { canEdit, type NewSetItem, type Setlist, type SetlistItem, setlistView } from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import { ListPlus, MicVocal, Printer, X } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { type HistoryPart, RecordPage, RecordRoute, useEditing } from '../../records/record-page.tsx';
import { type MoveTo, useItemActions } from '../../records/use-item-actions.ts';
import { Button, buttonClass, IconButton } from '../../ui/button.tsx';
import { Modal } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { cardClass } from '../../ui/page.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { AddPanel } from './add-panel.tsx';
import { countOf, nameOfLine, type SetLine } from './format-set.ts';
import { ItemDialog } from './item-dialog.tsx';
import { SetFooter } from './set-footer.tsx';
import { SetList } from './set-list.tsx';
import { setMoves } from './set-moves.ts';
import type { RowTools } from './set-row.tsx';
import { useShows } from './use-attached-shows.ts';
import { useCopies } from './use-copies.tsx';
import { useSelection } from './use-selection.ts';
import { useSongs } from './use-songs.ts';

const SetlistFormDialog = lazy(() =>
  import('./setlist-form-dialog.tsx').then((m) => ({ default: m.SetlistFormDialog })),
);

type SetlistRecord = Setlist;
/** A song that is taken out of a set is still in the book: the message says of what. */
const SAID = { added: 'Added to the set', removed: 'Taken out of the set' };

export function SetlistPage({ History }: { readonly History: HistoryPart }) {
  return (
    <RecordRoute table="setlists">
      {(setlist) => <SetlistDetail setlist={setlist} History={History} key={setlist.id} />}
    </RecordRoute>
  );
}

/** Whether the songs to add are shown is kept in the address: `?songs`. */
function useAdding(): readonly [boolean, (on: boolean) => void] {
  const [params, setParams] = useSearchParams();
  return [params.has('songs'), (on) => setParams(on ? { songs: '' } : {}, { replace: true })];
}

function SetlistDetail({ setlist, History }: { readonly setlist: SetlistRecord; readonly History: HistoryPart }) {
  const band = useBand();
  const mayEdit = canEdit(band.role);
  const wide = useMediaQuery('(min-width: 75rem)');
  const { songs, byId, complete } = useSongs();
  const { bySetlist } = useShows();
  const { rows: all } = useRecords({ scope: band.id, table: 'setlists' });
  const { entries, dialog } = useCopies(all);
  const [editing, setEditing] = useEditing();
  const [adding, setAdding] = useAdding();
  const [item, setItem] = useState<SetLine | null>(null);
  const actions = useItemActions('setlists', setlist.id, 'items', SAID);
  const shows = bySetlist.get(setlist.id) ?? [];
  const start = setlist.startsAt ?? shows.find((show) => show.setTime !== null)?.setTime ?? null;
  const view = useMemo(() => setlistView(setlist.items, byId, complete, start), [setlist.items, byId, complete, start]);
  const taken = useMemo(() => new Set(view.lines.flatMap(({ item: { song } }) => song ?? [])), [view]);
  const selection = useSelection(view.lines);
  const { selected } = selection;
  const picked = view.lines.filter(({ id }) => selected.has(id));
  const last = picked.at(-1);

  const together = (id: string): readonly string[] => (selected.has(id) ? picked.map((line) => line.id) : [id]);
  const wordsOf = (ids: readonly string[]) => {
    const line = ids.length === 1 ? view.lines.find(({ id }) => id === ids[0]) : undefined;
    return line === undefined ? countOf(ids.length, 'item') : nameOfLine(line);
  };
  const move = (ids: readonly string[], to: MoveTo<SetlistItem>) => actions.move(ids, to, wordsOf(ids));
  const movesOf = (ids: readonly string[]) => setMoves(view.lines, ids, (to) => move(ids, to));
  const pickedIds = picked.map(({ id }) => id);

  const tools: RowTools | null = mayEdit
    ? {
        toggle: selection.toggle,
        moves: ({ id }) => movesOf(together(id)),
        menu: (line) => [
          { kind: 'item', name: 'Edit in this set', onSelect: () => setItem(line) },
          {
            kind: 'item',
            name: 'Add after this',
            onSelect: () => {
              selection.only(line.id);
              setAdding(true);
            },
          },
          { kind: 'item', name: 'Select', onSelect: () => selection.add(line.id) },
          { kind: 'line', name: 'moves' },
          ...movesOf(together(line.id)),
          { kind: 'line', name: 'removal' },
          {
            kind: 'item',
            name: 'Take out of the set',
            danger: true,
            onSelect: () => actions.remove([line.id], nameOfLine(line)),
          },
        ],
      }
    : null;

  const add = (items: readonly NewSetItem[], words: string) => {
    const ids = actions.add(items, words, last?.id ?? null);
    const newest = ids.at(-1);
    // The next one goes behind this one.
    if (last !== undefined && newest !== undefined) selection.only(newest);
  };
  const panel = (
    <AddPanel
      songs={songs}
      complete={complete}
      taken={taken}
      place={last === undefined ? 'Goes to the end of the set' : `Goes after “${nameOfLine(last)}”`}
      onAdd={add}
    />
  );
  const empty = view.lines.length === 0;
  return (
    <>
      <RecordPage
        table="setlists"
        record={setlist}
        title={setlist.name}
        narrow={!(adding && wide)}
        subtitle={
          shows.length > 0 && (
            <p className="flex flex-wrap gap-x-4 gap-y-1 text-14 text-secondary">
              {shows.map((show) => (
                <Link
                  key={show.id}
                  to={`/shows/${show.id}`}
                  className="inline-flex items-center gap-1.5 underline decoration-control underline-offset-3 hover:text-text touch:min-h-11"
                >
                  <MicVocal className="size-4 text-muted" aria-hidden="true" />
                  {show.name}
                </Link>
              ))}
            </p>
          )
        }
        menu={entries(setlist)}
        onEdit={() => setEditing(true)}
        History={History}
      >
        <div className={adding && wide && mayEdit ? 'grid grid-cols-[minmax(0,1fr)_20rem] gap-5' : 'contents'}>
          <div className="flex min-w-0 flex-col gap-4">
            <div className="flex flex-wrap items-center gap-2.5">
              {mayEdit && (
                <Button variant="primary" aria-expanded={adding} onClick={() => setAdding(!adding)}>
                  <ListPlus className="size-4" aria-hidden="true" />
                  Add songs
                </Button>
              )}
              {!empty && (
                <Link to={`/setlists/${setlist.id}/print`} className={buttonClass()}>
                  <Printer className="size-4" aria-hidden="true" />
                  Print
                </Link>
              )}
              {mayEdit && !empty && (
                <Button variant="ghost" aria-pressed={selection.selecting} onClick={selection.flip}>
                  {selection.selecting ? 'Done selecting' : 'Select'}
                </Button>
              )}
            </div>
            {setlist.notes !== null && (
              <p className={`${cardClass} px-4 py-3 text-14 whitespace-pre-wrap text-secondary`}>{setlist.notes}</p>
            )}
            {empty ? (
              <p className="py-8 text-center text-14 text-secondary">
                Nothing in this set yet.{mayEdit && ' “Add songs” puts the first ones in.'}
              </p>
            ) : (
              <SetList
                lines={view.lines}
                tools={tools}
                selecting={selection.selecting}
                selected={selected}
                onMove={(id, to) => move(together(id), to)}
                onDrop={(id, before) => actions.drop(together(id), before, wordsOf(together(id)))}
              />
            )}
            {!empty && (
              <SetFooter
                view={view}
                target={setlist.targetSeconds}
                selection={
                  picked.length > 0 && tools !== null ? (
                    <>
                      <span role="status" className="mr-auto text-14 font-semibold">
                        {picked.length} selected
                      </span>
                      <Menu trigger={(props) => <Button {...props}>Move</Button>} entries={movesOf(pickedIds)} />
                      <Button variant="danger" onClick={() => actions.remove(pickedIds, wordsOf(pickedIds))}>
                        Take out
                      </Button>
                    </>
                  ) : null
                }
              />
            )}
          </div>
          {adding && wide && mayEdit && (
            <aside
              aria-label="Add songs"
              className={`${cardClass} sticky top-6 max-h-[calc(100dvh-3rem)] self-start overflow-y-auto p-4`}
            >
              <div className="mb-3 flex items-center">
                <h2 className="text-16 font-bold">Add songs</h2>
                <IconButton label="Close" className="-mr-2 ml-auto" onClick={() => setAdding(false)}>
                  <X className="size-5" aria-hidden="true" />
                </IconButton>
              </div>
              {panel}
            </aside>
          )}
        </div>
      </RecordPage>
      {adding && !wide && mayEdit && (
        <Modal title="Add songs" onClose={() => setAdding(false)}>
          {panel}
        </Modal>
      )}
      {item !== null && (
        <ItemDialog key={item.id} line={item} setlist={setlist} actions={actions} onClose={() => setItem(null)} />
      )}
      <Suspense fallback={null}>
        {editing && <SetlistFormDialog record={setlist} onClose={() => setEditing(false)} />}
      </Suspense>
      {dialog}
    </>
  );
}
