import {
  type BandTable,
  ENTITIES,
  type ItemMove,
  type NewItem,
  pathsToAdd,
  pathsToMove,
  placeAfter,
  placeBefore,
  placeOf,
} from '@rockon/domain';
import type { PathValues, Row } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../band/band-context.tsx';
import { newItemId } from './item-ids.ts';
import * as messages from './page-messages.tsx';
import { recordKey } from './record-sync-icon.tsx';
import { notDone, offerUndo, withUndo } from './undo.ts';

type Items = Readonly<Record<string, { readonly order: string }>>;
/** A named move, or a function that finds the new place in the items as they are when the move is made. */
export type MoveTo<I extends Items = Items> = ItemMove | ((items: I) => number | null);

/** `words` name what was moved or added, for the toast with Undo. */
export interface ItemActions<I extends Items = Items> {
  /** Inserts items after another one, or at the end. Returns their ids; none where the record is full. */
  add(items: readonly NewItem[], words: string, after?: string | null): readonly string[];
  /** Appends one item; rejects where it cannot be saved, for a form that stays open until it is. */
  keep(item: NewItem, words: string): Promise<void>;
  /** Sets properties of one item; undefined and null remove one. `base` is the record as it was when a form opened. */
  change(id: string, values: NewItem, title: string, words: string, base?: Row): Promise<void>;
  move(ids: readonly string[], to: MoveTo<I>, words: string): void;
  /** Moves items before another one; to the end where `before` is null. */
  drop(ids: readonly string[], before: string | null, words: string): void;
  remove(ids: readonly string[], words: string): void;
}

const SAID = { added: messages.itemAdded, removed: messages.itemRemoved };

/**
 * Actions on single items of a map column, each with Undo. Stable between renders as long as `said` is.
 */
export function useItemActions<I extends Items = Items>(
  table: BandTable,
  id: string,
  column: string,
  said = SAID,
): ItemActions<I> {
  const engine = useEngine();
  const { id: bandId } = useBand();
  return useMemo(() => {
    const key = recordKey(bandId, table, id);
    const { maps } = ENTITIES[table];
    const most = (maps as Readonly<Record<string, { readonly most: number }>>)[column]?.most ?? 0;
    const items = () => (engine.record(key).get()?.[column] ?? {}) as unknown as I;
    const write = async (set: Readonly<Record<string, unknown>>, title: string, words: string, base?: Row) => {
      const paths = Object.keys(set);
      if (paths.length === 0) return;
      const back = await withUndo(engine, key, paths, () => engine.repository.update(key, set as PathValues, base));
      offerUndo(key, title, words, back);
    };
    const put = (added: readonly NewItem[], words: string, after: string | null) => {
      const now = items();
      if (Object.keys(now).length + added.length > most)
        return { ids: [], kept: Promise.reject(new Error(messages.tooManyItems(most))) };
      const fresh = added.map((item) => [newItemId(), item] as const);
      const kept = write(pathsToAdd(column, now, fresh, placeAfter(now, after)), said.added, words);
      return { ids: fresh.map(([item]) => item), kept };
    };
    const place = (ids: readonly string[], to: number | null, words: string) => {
      if (to !== null) void write(pathsToMove(column, items(), ids, to), messages.itemMoved, words).catch(notDone);
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
        return write(Object.fromEntries(set), title, words, base);
      },
      move: (ids, to, words) => place(ids, typeof to === 'function' ? to(items()) : placeOf(items(), ids, to), words),
      drop: (ids, before, words) => place(ids, placeBefore(items(), ids, before), words),
      remove(ids, words) {
        const now = items();
        const set = Object.fromEntries(ids.filter((each) => now[each]).map((each) => [`${column}/${each}`, null]));
        void write(set, said.removed, words).catch(notDone);
      },
    };
  }, [engine, bandId, table, id, column, said]);
}
