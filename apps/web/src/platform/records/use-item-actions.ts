import { addPaths, type BandTable, ENTITIES, type ItemMove, movePaths, placeForMove } from '@rockon/domain';
import type { PathValues, Row } from '@rockon/sync';
import { browserIds } from '@rockon/sync/browser';
import { useEngine } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../band-context.tsx';
import { notDone, offerUndo, withWayBack } from '../undo.ts';
import { recordKey } from './record-sync-icon.tsx';

type Value = string | number | boolean | null | undefined;
type Item = Readonly<Record<string, Value>>;
type Items = Readonly<Record<string, { readonly order: string }>>;

export interface ItemActions {
  /** At the end, in this order. `words` say what, for the message with Undo. */
  add(items: readonly Item[], words: string): void;
  /** Properties of one item; null takes one away. With `base`, the record as it was when a form opened. */
  change(id: string, values: Item, title: string, words: string, base?: Row): Promise<void>;
  move(id: string, to: ItemMove, words: string): void;
  /** Before another item; null: at the end. */
  drop(id: string, before: string | null, words: string): void;
  remove(id: string, words: string): void;
}

/** What can be done with the items of a map column, one by one and each with the way back. Stable between renders. */
export function useItemActions(table: BandTable, id: string, column: string): ItemActions {
  const engine = useEngine();
  const { id: bandId } = useBand();
  return useMemo(() => {
    const key = recordKey(bandId, table, id);
    const { noun, maps } = ENTITIES[table];
    const most = (maps as Readonly<Record<string, { readonly most: number }>>)[column]?.most ?? 0;
    const items = () => (engine.record(key).get()?.[column] ?? {}) as unknown as Items;
    const write = async (set: Readonly<Record<string, unknown>>, title: string, words: string, base?: Row) => {
      const paths = Object.keys(set);
      if (paths.length === 0) return;
      const back = await withWayBack(engine, key, paths, () => engine.repository.update(key, set as PathValues, base));
      offerUndo(key, title, words, back);
    };
    return {
      add(added, words) {
        const now = items();
        if (Object.keys(now).length + added.length > most)
          return notDone(new Error(`A ${noun} can have at most ${most} of these.`));
        const fresh = added.map((item) => [browserIds.uuid().replaceAll('-', '').slice(0, 20), item] as const);
        void write(addPaths(column, now, fresh), 'Added', words).catch(notDone);
      },
      change(item, values, title, words, base) {
        const set = Object.entries(values).map(([name, value]) => [`${column}/${item}/${name}`, value ?? null]);
        return write(Object.fromEntries(set), title, words, base);
      },
      move(item, to, words) {
        const now = items();
        void write(movePaths(column, now, item, placeForMove(now, item, to)), 'Moved', words).catch(notDone);
      },
      drop: (item, before, words) =>
        void write(movePaths(column, items(), item, before), 'Moved', words).catch(notDone),
      remove: (item, words) => void write({ [`${column}/${item}`]: null }, 'Removed', words).catch(notDone),
    };
  }, [engine, bandId, table, id, column]);
}
