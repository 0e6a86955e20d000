import { statusWords } from '@rockon/domain';
import type { SyncStatus } from '@rockon/sync';
import { useEffect, useState } from 'react';
import { useBand } from '../band/band-context.tsx';
import { config } from '../lib/config.ts';
import { isIn } from '../lib/rollout.ts';
import type { RecordKey, Table } from '../session/engine.ts';
import { SyncIcon } from '../ui/sync-icon.tsx';

const SYNCING_AFTER_MS = 300;

interface IconProps {
  readonly status: SyncStatus;
  readonly size?: 'sm' | 'md';
}

/** The sync icon of one record, with a name such as "Saved, new change by Mia". */
export function RecordSyncIcon({ status, size = 'md' }: IconProps) {
  const { memberOf, userId } = useBand();
  const kind = useDelayedSyncing(status.kind);
  if (!isIn(config.syncIcons, userId)) return null;
  if (kind !== status.kind) return <SyncIcon kind={kind} words={statusWords({ kind }, null)} size={size} />;
  const by = status.kind === 'unread' ? (memberOf(status.by)?.name ?? null) : null;
  return <SyncIcon kind={status.kind} words={statusWords(status, by)} size={size} />;
}

/**
 * Shows "syncing" only when a request takes longer than a moment, and "pending" until then. So quick requests do not
 * flicker, and a server that is down does not make the icon blink with every retry.
 */
function useDelayedSyncing(kind: SyncStatus['kind']): SyncStatus['kind'] {
  const [long, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (kind !== 'syncing') return;
    const timer = setTimeout(() => setLong(true), SYNCING_AFTER_MS);
    return () => clearTimeout(timer);
  }, [kind]);
  return kind === 'syncing' && !long ? 'pending' : kind;
}

/** The key of a band's record. */
export const recordKey = <Name extends Table>(scope: string, table: Name, id: string): RecordKey<Name> => ({
  scope,
  table,
  id,
});
