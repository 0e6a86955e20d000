import { canEdit, type Setlist, type Show } from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import { ListPlus, MicVocal, Printer } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { type HistoryPart, RecordPage, RecordRoute, useEditing } from '../../records/record-page.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import * as common from '../../ui/messages.ts';
import { cardClass } from '../../ui/page.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { AddPanel } from './add-panel.tsx';
import { AddSongs } from './add-songs.tsx';
import { nameOfLine, type SetLine } from './format-set.ts';
import { ItemDialog } from './item-dialog.tsx';
import * as messages from './messages.ts';
import { SetFooter } from './set-footer.tsx';
import { SetList } from './set-list.tsx';
import { useCopies } from './use-copies.tsx';
import { rowTools, type SetlistState, useSetlist } from './use-setlist.ts';

const SetlistFormDialog = lazy(() =>
  import('./setlist-form-dialog.tsx').then((m) => ({ default: m.SetlistFormDialog })),
);

export function SetlistPage({ History }: { readonly History: HistoryPart }) {
  return (
    <RecordRoute table="setlists">
      {(setlist) => <SetlistDetail setlist={setlist} History={History} key={setlist.id} />}
    </RecordRoute>
  );
}

/** Whether the panel that adds songs is open; kept in the address (`?songs`). Never for viewers. */
function useAdding(mayEdit: boolean): readonly [boolean, (on: boolean) => void] {
  const [params, setParams] = useSearchParams();
  return [mayEdit && params.has('songs'), (on) => setParams(on ? { songs: '' } : {}, { replace: true })];
}

function SetlistDetail({ setlist, History }: { readonly setlist: Setlist; readonly History: HistoryPart }) {
  const band = useBand();
  const mayEdit = canEdit(band.role);
  const wide = useMediaQuery('(min-width: 75rem)');
  const { rows: all } = useRecords({ scope: band.id, table: 'setlists' });
  const { entries, dialog } = useCopies(all);
  const [editing, setEditing] = useEditing();
  const [adding, setAdding] = useAdding(mayEdit);
  const [item, setItem] = useState<SetLine | null>(null);
  const state = useSetlist(setlist);
  const { view, shows, actions, selection } = state;
  const tools = mayEdit ? rowTools(state, { onEdit: setItem, onAddAfter: () => setAdding(true) }) : null;
  const empty = view.lines.length === 0;
  const addSongs = adding && (
    <AddSongs wide={wide} onClose={() => setAdding(false)}>
      <AddSongsPanel state={state} />
    </AddSongs>
  );
  return (
    <>
      <RecordPage
        table="setlists"
        record={setlist}
        title={setlist.name}
        narrow={!(adding && wide)}
        subtitle={shows.length > 0 && <ShowLinks shows={shows} />}
        menu={entries(setlist)}
        onEdit={() => setEditing(true)}
        History={History}
      >
        <div className={adding && wide ? 'grid grid-cols-[minmax(0,1fr)_20rem] gap-5' : 'contents'}>
          <div className="flex min-w-0 flex-col gap-4">
            <Toolbar setlist={setlist} state={state} mayEdit={mayEdit} adding={adding} onAdding={setAdding} />
            {setlist.notes !== null && (
              <p className={`${cardClass} px-4 py-3 text-14 whitespace-pre-wrap text-secondary`}>{setlist.notes}</p>
            )}
            {empty ? (
              <p className="py-8 text-center text-14 text-secondary">
                {mayEdit ? messages.emptyAddSongs : messages.empty}
              </p>
            ) : (
              <>
                <SetList
                  lines={view.lines}
                  tools={tools}
                  selecting={selection.selecting}
                  selected={selection.selected}
                  onMove={state.move}
                  onDrop={state.drop}
                />
                <SetFooter
                  view={view}
                  target={setlist.targetSeconds}
                  selection={mayEdit && state.picked.length > 0 ? <SelectionActions state={state} /> : null}
                />
              </>
            )}
          </div>
          {wide && addSongs}
        </div>
      </RecordPage>
      {!wide && addSongs}
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

/** The shows that use the setlist. */
function ShowLinks({ shows }: { readonly shows: readonly Show[] }) {
  return (
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
  );
}

function Toolbar({
  setlist,
  state: { view, selection },
  mayEdit,
  adding,
  onAdding,
}: {
  readonly setlist: Setlist;
  readonly state: SetlistState;
  readonly mayEdit: boolean;
  readonly adding: boolean;
  readonly onAdding: (on: boolean) => void;
}) {
  const empty = view.lines.length === 0;
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      {mayEdit && (
        <Button variant="primary" aria-expanded={adding} onClick={() => onAdding(!adding)}>
          <ListPlus className="size-4" aria-hidden="true" />
          {messages.addSongs}
        </Button>
      )}
      {!empty && (
        <Link to={`/setlists/${setlist.id}/print`} className={buttonClass()}>
          <Printer className="size-4" aria-hidden="true" />
          {messages.print}
        </Link>
      )}
      {mayEdit && !empty && (
        <Button
          variant="ghost"
          aria-pressed={selection.selecting}
          onClick={selection.selecting ? selection.clear : selection.begin}
        >
          {selection.selecting ? messages.doneSelecting : messages.select}
        </Button>
      )}
    </div>
  );
}

function SelectionActions({ state: { picked, movesOf, removePicked } }: { readonly state: SetlistState }) {
  return (
    <>
      <span role="status" className="mr-auto text-14 font-semibold">
        {messages.selectedCount(picked.length)}
      </span>
      <Menu trigger={(props) => <Button {...props}>{messages.move}</Button>} entries={movesOf(picked)} />
      <Button variant="danger" onClick={removePicked}>
        {common.remove}
      </Button>
    </>
  );
}

function AddSongsPanel({ state: { view, songs, complete, last, add } }: { readonly state: SetlistState }) {
  const taken = useMemo(() => new Set(view.lines.flatMap(({ item: { song } }) => song ?? [])), [view]);
  return (
    <AddPanel
      songs={songs}
      complete={complete}
      taken={taken}
      place={last === undefined ? messages.goesToEnd : messages.goesAfter(nameOfLine(last))}
      onAdd={add}
    />
  );
}
