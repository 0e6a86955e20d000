import { statusWords } from '@rockon/domain';
import type { RecordKey, SyncStatus } from '@rockon/sync';
import { useEffect, useState } from 'react';
import { SyncIcon } from '../ui/sync-icon.tsx';
import { useBand } from './band-context.tsx';
import { config } from './config.ts';
import { isIn } from './rollout.ts';

const SYNCING_AFTER_MS = 300;

interface IconProps {
  readonly status: SyncStatus;
  readonly size?: 'sm' | 'md';
}

/** The icon of one record's true state, in words of the band: "Saved, new change by Mia". */
export function RecordSyncIcon({ status, size = 'md' }: IconProps) {
  const { memberOf, userId } = useBand();
  if (!isIn(config.syncIcons, userId)) return null;
  if (status.kind === 'syncing') return <CalmSyncing size={size} />;
  const by = status.kind === 'unread' ? (memberOf(status.by)?.name ?? null) : null;
  return <SyncIcon kind={status.kind} words={statusWords(status, by)} size={size} />;
}

/** A request that is answered at once is not worth a change of picture: syncing shows after a moment only. */
function CalmSyncing({ size }: { readonly size: 'sm' | 'md' }) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SYNCING_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const kind = long ? 'syncing' : 'pending';
  return <SyncIcon kind={kind} words={statusWords({ kind }, null)} size={size} />;
}

/** The key of a band's record. */
export const recordKey = (scope: string, table: string, id: string): RecordKey => ({ scope, table, id });
