import { type Song, songComparer, songMatcher } from '@rockon/domain';
import { useRecords } from '@rockon/sync-react';
import { useDeferredValue, useMemo } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { useUnread } from '../../records/use-unread.ts';
import { isHistorySort, type SongFilter, useSongView } from './song-view.ts';
import { useDeferredSongHistory } from './use-deferred-song-history.ts';

/**
 * The band's songs in the chosen order, and those that search and filters leave. The search is deferred, so that typing
 * stays smooth while the list catches up.
 */
export function useSongList() {
  const { id: scope } = useBand();
  const view = useSongView();
  const { sort, descending, filter, played } = view;
  const byHistory = isHistorySort(sort) ? sort : null;
  const history = useDeferredSongHistory();
  const { rows, complete } = useRecords({
    scope,
    table: 'songs',
    sort: isHistorySort(sort) ? songComparer('title', false) : songComparer(sort, descending),
  });
  const songs = useMemo(
    () => (byHistory === null || history === null ? rows : history.ordered(rows, byHistory, descending)),
    [rows, history, byHistory, descending],
  );
  const unread = useUnread('songs');
  const search = useDeferredValue(view.search);
  const { tag, key, tuning } = view.more;
  const shown = useMemo(() => {
    const narrowed = filter !== 'all' || tag !== null || key !== null || tuning !== null || played !== null;
    if (search.trim() === '' && !narrowed) return songs;
    const matches = songMatcher(search);
    const wasPlayed = played === null || history === null ? null : history.matcher(played);
    return songs.filter(
      (song) =>
        (filter === 'all' || (filter === 'unread' ? unread.has(song.id) : song.status === filter)) &&
        (tag === null || song.tags.includes(tag)) &&
        (key === null || song.key === key) &&
        (tuning === null || song.tuning === tuning) &&
        (wasPlayed === null || wasPlayed(song)) &&
        matches(song),
    );
  }, [songs, unread, history, search, filter, tag, key, tuning, played]);
  return { view, songs, complete, shown, unread, counts: useCounts(songs, unread), history };
}

export type SongList = ReturnType<typeof useSongList>;

/** How many songs each filter would show. */
function useCounts(songs: readonly Song[], unread: ReadonlySet<string>): Readonly<Record<SongFilter, number>> {
  return useMemo(() => {
    const counts = { all: songs.length, unread: unread.size, idea: 0, learning: 0, ready: 0, retired: 0 };
    for (const { status } of songs) if (status !== null) counts[status] += 1;
    return counts;
  }, [songs, unread]);
}
