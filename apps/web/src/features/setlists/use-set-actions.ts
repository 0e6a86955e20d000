import {
  inOrder,
  type NewSetItem,
  pathsToAdd,
  pathsToMove,
  placeAfter,
  placeOf,
  type Setlist,
  type SetlistItem,
} from '@rockon/domain';
import type { Json, PathValues, Row } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../../platform/band-context.tsx';
import { newItemId } from '../../platform/item-ids.ts';
import { recordKey } from '../../platform/records/record-sync-icon.tsx';
import { notDone, offerUndo, withWayBack } from '../../platform/undo.ts';
import { countOf } from './set-words.ts';

const MOST = 500;
export type MoveTo = 'up' | 'down' | 'top' | 'bottom' | { readonly section: string };
type Own = Pick<SetlistItem, 'title' | 'seconds' | 'key' | 'bpm' | 'tuning' | 'note'>;

export interface SetActions {
  /** Puts items in after another one, or at the end. Answers their ids. */
  add(items: readonly NewSetItem[], after: string | null, words: string): readonly string[];
  move(ids: readonly string[], to: MoveTo, words: string): void;
  /** Drops items before another one, or at the end where that is gone. */
  drop(ids: readonly string[], before: string | null, words: string): void;
  remove(ids: readonly string[], words: string): void;
  /** Properties of one item; undefined takes one away. `base` is the set as it was when the form opened. */
  change(id: string, values: Partial<Own>, words: string, base: Setlist & Row): Promise<void>;
}

/** Everything that can be done with the items of a set, each with the way back. The same object between renders. */
export function useSetActions(id: string): SetActions {
  const engine = useEngine();
  const { id: bandId } = useBand();
  return useMemo(() => {
    const key = recordKey(bandId, 'setlists', id);
    const items = () => ((engine.record(key).get() as (Setlist & Row) | undefined)?.items ?? {}) as Setlist['items'];
    const write = async (set: Readonly<Record<string, unknown>>, title: string, words: string, base?: Row) => {
      const paths = Object.keys(set);
      if (paths.length === 0) return;
      const back = await withWayBack(engine, key, paths, () => engine.repository.update(key, set as PathValues, base));
      offerUndo(key, title, words, back);
    };
    const put = (ids: readonly string[], index: number | null, words: string) => {
      if (index !== null) void write(pathsToMove(items(), ids, index), 'Moved', words).catch(notDone);
    };
    return {
      add(added, after, words) {
        const now = items();
        if (Object.keys(now).length + added.length > MOST) {
          notDone(new Error(`A setlist can have at most ${MOST} items.`));
          return [];
        }
        const fresh = added.map((item) => [newItemId(), item] as const);
        const set = pathsToAdd(now, fresh, placeAfter(now, after));
        void write(
          set,
          added.length === 1 ? 'Added to the set' : `${countOf(added.length, 'song')} added`,
          words,
        ).catch(notDone);
        return fresh.map(([item]) => item);
      },
      move: (ids, to, words) => put(ids, placeOf(items(), ids, to), words),
      drop(ids, before, words) {
        const others = inOrder(items()).filter((item) => !ids.includes(item.id));
        const index = others.findIndex((item) => item.id === before);
        put(ids, index === -1 ? others.length : index, words);
      },
      remove(ids, words) {
        const now = items();
        const set = Object.fromEntries(ids.filter((each) => now[each]).map((each) => [`items/${each}`, null]));
        void write(set, 'Taken out of the set', words).catch(notDone);
      },
      change(item, values, words, base) {
        const set = Object.entries(values).map(([name, value]) => [`items/${item}/${name}`, (value ?? null) as Json]);
        return write(Object.fromEntries(set), 'Saved', words, base);
      },
    };
  }, [engine, bandId, id]);
}
