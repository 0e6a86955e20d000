import { BAND_TABLES } from '@rockon/domain';
import type { SyncEngine } from '@rockon/sync';
import { useEngine, useLive } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../../band/band-context.tsx';

/** Something of several live values, followed: told only when the text that it comes to is another one. */
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

const unreadOf = (engine: SyncEngine, band: string) => BAND_TABLES.map((table) => engine.unread(band, table));

/** How much is new in the band on screen, by the address of its page. */
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

/** What waits in each of several bands, in words: "3 new, 1 pending", or nothing. */
export function useBandNews(bandIds: readonly string[]): readonly string[] {
  const engine = useEngine();
  const ids = bandIds.join();
  const words = useLive(
    useMemo(() => {
      const bands = ids.split(',').map((id) => ({ id, unread: unreadOf(engine, id) }));
      const say = ({ id, unread }: (typeof bands)[number]) => {
        const fresh = unread.reduce((sum, live) => sum + live.get().size, 0);
        const waiting = engine.pending.get().filter(({ scope }) => scope === id).length;
        return [fresh > 0 && `${fresh} new`, waiting > 0 && `${waiting} pending`].filter(Boolean).join(', ');
      };
      return joined([engine.pending, ...bands.flatMap(({ unread }) => unread)], () => bands.map(say).join('\n'));
    }, [engine, ids]),
  );
  return useMemo(() => words.split('\n'), [words]);
}
