import { isUnread, type ReadMark, type Song } from '@rockon/domain';
import type { Row } from '@rockon/sync';
import { useRecords } from '@rockon/sync-react';
import { useMemo } from 'react';
import { useBand } from '../../platform/band-context.tsx';
import { useMemberships } from '../../platform/bands.ts';
import { useAccount } from '../../platform/session-context.tsx';

/** The ids of those songs that somebody else changed since the user looked. */
export function useUnread(songs: readonly Song[]): ReadonlySet<string> {
  const { identity } = useAccount();
  const band = useBand();
  const { rows: marks } = useRecords<ReadMark & Row>({ scope: identity.userId, table: 'read_marks' });
  const { memberships } = useMemberships();
  return useMemo(() => {
    const byRecord = new Map(marks.map((mark) => [mark.recordId, mark]));
    const membership = memberships.find(({ bandId }) => bandId === band.id);
    const unread = new Set<string>();
    for (const song of songs) {
      if (isUnread(song, identity.userId, { record: byRecord.get(song.id), band: byRecord.get(band.id), membership })) {
        unread.add(song.id);
      }
    }
    return unread;
  }, [songs, marks, memberships, band.id, identity.userId]);
}
