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
import { recordKey } from './record-sync-icon.tsx';
import { notDone, offerUndo, withUndo } from './undo.ts';

type Items = Readonly<Record<string, { readonly order: string }>>;
/** A move in words, or the place among the others, found in the items as they are when the move is made. */
export type MoveTo<I extends Items = Items> = ItemMove | ((items: I) => number | null);

/** `words` say what was moved or added, for the message with Undo. */
export interface ItemActions<I extends Items = Items> {
  /** Puts items in behind another one, or at the end. Answers their ids; none where the record is full. */
  add(items: readonly NewItem[], words: string, after?: string | null): readonly string[];
  /** One item at the end, for a form that stays open until it is kept: rejects where it cannot be. */
  keep(item: NewItem, words: string): Promise<void>;
  /** Properties of one item; undefined and null take one away. With `base`, the record as it was when a form opened. */
  change(id: string, values: NewItem, title: string, words: string, base?: Row): Promise<void>;
  move(ids: readonly string[], to: MoveTo<I>, words: string): void;
  /** Before another item; null: at the end. */
  drop(ids: readonly string[], before: string | null, words: string): void;
  remove(ids: readonly string[], words: string): void;
}

const SAID = { added: 'Added', removed: 'Removed' };

/**
 * What can be done with the items of a map column, one by one and each with the way back. Stable between renders as long
 * as `said` is.
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
    const { noun, maps } = ENTITIES[table];
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
        return { ids: [], kept: Promise.reject(new Error(`A ${noun} can have at most ${most} of these.`)) };
      const fresh = added.map((item) => [newItemId(), item] as const);
      const kept = write(pathsToAdd(column, now, fresh, placeAfter(now, after)), said.added, words);
      return { ids: fresh.map(([item]) => item), kept };
    };
    const place = (ids: readonly string[], to: number | null, words: string) => {
      if (to !== null) void write(pathsToMove(column, items(), ids, to), 'Moved', words).catch(notDone);
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
