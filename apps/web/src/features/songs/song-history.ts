import {
  byLastDay,
  dayFromToday,
  type HistorySort,
  lastDay,
  type PlayedFilter,
  playedMatcher,
  type SongHistory,
  songHistory,
  todayIn,
} from '@rockon/domain';
import type { Live } from '@rockon/sync';
import { useEngine, useLive } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../../band/band-context.tsx';
import type { Engine } from '../../session/engine.ts';

/** When songs were played and practiced, by the band's shows and practices on this device. */
export interface KnownHistory {
  /** False while the device may not have all records: then "never" must not be claimed. */
  readonly complete: boolean;
  of(song: string): SongHistory | undefined;
  last(song: string, what: HistorySort): ReturnType<typeof lastDay>;
  /** `never`, `5 weeks ago`; null where it is not known. */
  lastInWords(song: string, what: HistorySort): string | null;
  ordered<S extends { readonly id: string }>(songs: readonly S[], what: HistorySort, descending: boolean): S[];
  matcher(filter: PlayedFilter): (song: { readonly id: string }) => boolean;
}

function known(bySong: ReturnType<typeof songHistory>, complete: boolean): KnownHistory {
  const today = () => todayIn(null, Date.now());
  const last = (song: string, what: HistorySort) => lastDay(bySong.get(song), what, complete);
  return {
    complete,
    of: (song) => bySong.get(song),
    last,
    lastInWords: (song, what) => {
      const found = last(song, what);
      return found === null || found === 'never' ? found : dayFromToday(found.day, today());
    },
    ordered: (songs, what, descending) => byLastDay(songs, bySong, what, descending),
    matcher: (filter) => playedMatcher(bySong, filter, today()),
  };
}

/** Computed on first use, and again when a show, a setlist or a practice has changed. */
export function historyOf(engine: Engine, scope: string): Live<KnownHistory> {
  const shows = engine.query({ scope, table: 'shows' });
  const setlists = engine.query({ scope, table: 'setlists' });
  const practices = engine.query({ scope, table: 'practices' });
  const parts = [shows, setlists, practices];
  let from: readonly unknown[] = [];
  let history = known(new Map(), false);
  return {
    get: () => {
      const now = parts.map((part) => part.get());
      if (now.some((each, index) => each !== from[index])) {
        from = now;
        const bySong = songHistory(shows.get().rows, setlists.get().rows, practices.get().rows, Date.now());
        history = known(
          bySong,
          now.every(({ complete }) => complete),
        );
      }
      return history;
    },
    subscribe: (listener) => {
      const ends = parts.map((part) => part.subscribe(listener));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

export function useSongHistory(): KnownHistory {
  const engine = useEngine();
  const { id: scope } = useBand();
  return useLive(useMemo(() => historyOf(engine, scope), [engine, scope]));
}
