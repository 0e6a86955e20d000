import { BAND_TABLES } from '@rockon/domain';
import { useEngine, useLive } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../../band/band-context.tsx';
import type { Engine } from '../../session/engine.ts';
import { newCount, pendingCount } from '../messages.ts';

/** Subscribes to several live values; re-renders only when the joined text changes. */
function joined(lives: readonly { subscribe(listener: () => void): () => void }[], text: () => string) {
  return {
    get: text,
    subscribe: (listener: () => void) => {
      const ends = lives.map((live) => live.subscribe(listener));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

const unreadOf = (engine: Engine, band: string) => BAND_TABLES.map((table) => engine.unread(band, table));

/** Unread records of the current band, by the path of their page. */
export function useUnreadCounts(): Readonly<Record<string, number>> {
  const engine = useEngine();
  const { id } = useBand();
  const counts = useLive(
    useMemo(() => {
      const lives = unreadOf(engine, id);
      return joined(lives, () => lives.map((live) => live.get().size).join());
    }, [engine, id]),
  );
  return useMemo(
    () => Object.fromEntries(counts.split(',').map((count, index) => [`/${BAND_TABLES[index]}`, Number(count)])),
    [counts],
  );
}

/** For each band `3 new, 1 pending`, or an empty text. */
export function useBandNews(bandIds: readonly string[]): readonly string[] {
  const engine = useEngine();
  const ids = bandIds.join();
  const words = useLive(
    useMemo(() => {
      const bands = ids.split(',').map((id) => ({ id, unread: unreadOf(engine, id) }));
      const say = ({ id, unread }: (typeof bands)[number]) => {
        const fresh = unread.reduce((sum, live) => sum + live.get().size, 0);
        const waiting = engine.pending.get().filter(({ scope }) => scope === id).length;
        return [fresh > 0 && newCount(fresh), waiting > 0 && pendingCount(waiting)].filter(Boolean).join(', ');
      };
      return joined([engine.pending, ...bands.flatMap(({ unread }) => unread)], () => bands.map(say).join('\n'));
    }, [engine, ids]),
  );
  return useMemo(() => words.split('\n'), [words]);
}
