import { type NewSetItem, type Setlist, type SetlistItem, setlistView } from '@rockon/domain';
import { useMemo } from 'react';
import { type MoveTo, useItemActions } from '../../records/use-item-actions.ts';
import { useSelection } from '../../records/use-selection.ts';
import { nameOfLine, type SetLine } from './format-set.ts';
import * as messages from './messages.ts';
import { setMoves } from './set-moves.ts';
import type { RowTools } from './set-row.tsx';
import { useShows } from './use-attached-shows.ts';
import { useSongs } from './use-songs.ts';

/** A removed item's song still exists, so the toast says what it was removed from. */
const SAID = { added: messages.added, removed: messages.removed };

/** A setlist's rows, what is selected of them, and the actions on one row or on all selected ones. */
export function useSetlist(setlist: Setlist) {
  const { songs, byId, complete } = useSongs();
  const { bySetlist } = useShows();
  const actions = useItemActions('setlists', setlist.id, 'items', SAID);
  const shows = bySetlist.get(setlist.id) ?? [];
  const start = setlist.startsAt ?? shows.find((show) => show.setTime !== null)?.setTime ?? null;
  const view = useMemo(() => setlistView(setlist.items, byId, complete, start), [setlist.items, byId, complete, start]);
  const selection = useSelection(view.lines);
  const picked = view.lines.filter(({ id }) => selection.selected.has(id)).map(({ id }) => id);

  /** The rows that move together with one: all selected ones, if it is selected. */
  const together = (id: string): readonly string[] => (selection.selected.has(id) ? picked : [id]);
  const wordsOf = (ids: readonly string[]) => {
    const line = ids.length === 1 ? view.lines.find(({ id }) => id === ids[0]) : undefined;
    return line === undefined ? messages.itemCount(ids.length) : nameOfLine(line);
  };
  const move = (ids: readonly string[], to: MoveTo<SetlistItem>) => actions.move(ids, to, wordsOf(ids));
  const last = view.lines.findLast(({ id }) => selection.selected.has(id));
  return {
    view,
    songs,
    complete,
    shows,
    actions,
    selection,
    picked,
    /** The last selected row: new songs go after it. */
    last,
    move: (id: string, to: MoveTo<SetlistItem>) => move(together(id), to),
    drop: (id: string, before: string | null) => actions.drop(together(id), before, wordsOf(together(id))),
    movesOf: (ids: readonly string[]) => setMoves(view.lines, ids, (to) => move(ids, to)),
    together,
    removePicked: () => actions.remove(picked, wordsOf(picked)),
    add: (items: readonly NewSetItem[], words: string) => {
      const newest = actions.add(items, words, last?.id ?? null).at(-1);
      // The next song goes after this one.
      if (last !== undefined && newest !== undefined) selection.only(newest);
    },
  };
}

export type SetlistState = ReturnType<typeof useSetlist>;

/** The menus of the rows. */
export function rowTools(
  { selection, together, movesOf, actions }: SetlistState,
  { onEdit, onAddAfter }: { readonly onEdit: (line: SetLine) => void; readonly onAddAfter: () => void },
): RowTools {
  return {
    toggle: (id) => selection.select(id, false),
    moves: ({ id }) => movesOf(together(id)),
    menu: (line) => [
      { kind: 'item', name: messages.editInSetlist, onSelect: () => onEdit(line) },
      {
        kind: 'item',
        name: messages.addAfter,
        onSelect: () => {
          selection.only(line.id);
          onAddAfter();
        },
      },
      { kind: 'item', name: messages.select, onSelect: () => selection.add(line.id) },
      { kind: 'line', name: 'moves' },
      ...movesOf(together(line.id)),
      { kind: 'line', name: 'removal' },
      {
        kind: 'item',
        name: messages.removeFromSetlist,
        danger: true,
        onSelect: () => actions.remove([line.id], nameOfLine(line)),
      },
    ],
  };
}
