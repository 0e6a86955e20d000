import type { BandTable, SyncedRow } from '@rockon/domain';
import type { SyncStatus } from '@rockon/sync';
import { useEngine } from '@rockon/sync-react';
import { useEffect } from 'react';
import { useAccount } from '../session/session-context.tsx';
import { markSeen } from './read-marks.ts';

/** Marks an open record as read, on all of the user's devices; not while the page is in the background. */
export function useMarkAsRead(table: BandTable, row: SyncedRow, { kind }: SyncStatus): void {
  const engine = useEngine();
  const { identity } = useAccount();
  const news = kind === 'unread' || kind === 'conflict';
  useEffect(() => {
    if (!news) return;
    const mark = () => {
      if (document.visibilityState === 'visible') void markSeen(engine, identity.userId, table, row);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [engine, identity.userId, table, row, news]);
}
