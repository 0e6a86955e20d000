import {
  type BandTable,
  ENTITIES,
  type ItemIn,
  type ItemMove,
  type MapColumn,
  type NewItem,
  pathsToAdd,
  pathsToMove,
  placeAfter,
  placeBefore,
  placeOf,
} from '@rockon/domain';
import { type Json, type Row, untyped } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../band/band-context.tsx';
import { newItemId } from './item-ids.ts';
import { removedNamed, restoredNamed } from './messages.ts';
import * as messages from './page-messages.tsx';
import { recordKey } from './record-sync-icon.tsx';
import { notDone, offerUndo, withUndo } from './undo.ts';

type AnyItem = { readonly order: string };
type Items<Item> = Readonly<Record<string, Item>>;
/** A named move, or a function that finds the new place in the items as they are when the move is made. */
export type MoveTo<Item> = ItemMove | ((items: Items<Item>) => number | null);
/** Properties to set; undefined and null remove one. */
type ItemValues<Item> = { readonly [P in Exclude<keyof Item, 'order'>]?: Item[P] | null | undefined };

/** `words` name what was moved or added, for the toast with Undo. */
export interface ItemActions<Item extends AnyItem> {
  /** Inserts items after another one, or at the end. Returns their ids; none where the record is full. */
  add(items: readonly NewItem<Item>[], words: string, after?: string | null): readonly string[];
  /** Appends one item; rejects where it cannot be saved, for a form that stays open until it is. */
  keep(item: NewItem<Item>, words: string): Promise<void>;
  /** Sets properties of one item; undefined and null remove one. `base` is the record as it was when a form opened. */
  change(id: string, values: ItemValues<Item>, title: string, words: string, base?: Row): Promise<void>;
  move(ids: readonly string[], to: MoveTo<Item>, words: string): void;
  /** Moves items before another one; to the end where `before` is null. */
  drop(ids: readonly string[], before: string | null, words: string): void;
  remove(ids: readonly string[], words: string): void;
}

const SAID = { added: messages.itemAdded, removed: messages.itemRemoved };

/**
 * Actions on single items of a map column, each with Undo. Stable between renders as long as `said` is.
 */
export function useItemActions<Name extends BandTable, Column extends MapColumn<Name>>(
  table: Name,
  id: string,
  column: Column,
  said = SAID,
): ItemActions<ItemIn<Name, Column>> {
  type Item = ItemIn<Name, Column>;
  const typed = useEngine();
  const { id: bandId } = useBand();
  return useMemo(() => {
    // The signature checks table, column and item; the paths below are built from ids at run time.
    const engine = untyped(typed);
    const key = recordKey(bandId, table, id);
    const { maps } = ENTITIES[table];
    const most = (maps as Readonly<Record<string, { readonly most: number }>>)[column]?.most ?? 0;
    const items = () => (engine.record(key).get()?.[column] ?? {}) as unknown as Items<Item>;
    const write = async (
      set: Readonly<Record<string, Json>>,
      title: string,
      words: string,
      after = words,
      base?: Row,
    ) => {
      const paths = Object.keys(set);
      if (paths.length === 0) return;
      const back = await withUndo(typed, key, paths, () => engine.repository.update(key, set, base));
      offerUndo(key, title, words, back, after);
    };
    const put = (added: readonly NewItem<Item>[], words: string, after: string | null) => {
      const now = items();
      if (Object.keys(now).length + added.length > most)
        return { ids: [], kept: Promise.reject(new Error(messages.tooManyItems(most))) };
      const fresh = added.map((item) => [newItemId(), item] as const);
      const kept = write(
        pathsToAdd(column, now, fresh, placeAfter(now, after)),
        said.added,
        words,
        removedNamed(words),
      );
      return { ids: fresh.map(([item]) => item), kept };
    };
    const place = (ids: readonly string[], to: number | null, words: string) => {
      if (to !== null)
        void write(pathsToMove(column, items(), ids, to), messages.itemMoved, words, messages.movedBack(words)).catch(
          notDone,
        );
    };
    return {
      add(added, words, after = null) {
        const { ids, kept } = put(added, words, after);
        void kept.catch(notDone);
        return ids;
      },
      keep: (item, words) => put([item], words, null).kept,
      change(item, values, title, words, base) {
        const set = Object.entries(values).map(([name, value]) => [`${column}/${item}/${name}`, value ?? null]);
        return write(Object.fromEntries(set), title, words, words, base);
      },
      move: (ids, to, words) => place(ids, typeof to === 'function' ? to(items()) : placeOf(items(), ids, to), words),
      drop: (ids, before, words) => place(ids, placeBefore(items(), ids, before), words),
      remove(ids, words) {
        const now = items();
        const set = Object.fromEntries(ids.filter((each) => now[each]).map((each) => [`${column}/${each}`, null]));
        void write(set, said.removed, words, restoredNamed(words)).catch(notDone);
      },
    };
  }, [typed, bandId, table, id, column, said]);
}
