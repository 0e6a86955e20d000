import { statusWords } from '@rockon/domain';
import type { RecordKey, SyncStatus } from '@rockon/sync';
import { useEffect, useState } from 'react';
import { useBand } from '../band/band-context.tsx';
import { config } from '../lib/config.ts';
import { isIn } from '../lib/rollout.ts';
import { SyncIcon } from '../ui/sync-icon.tsx';

const SYNCING_AFTER_MS = 300;

interface IconProps {
  readonly status: SyncStatus;
  readonly size?: 'sm' | 'md';
}

/** The icon of one record's true state, in words of the band: "Saved, new change by Mia". */
export function RecordSyncIcon({ status, size = 'md' }: IconProps) {
  const { memberOf, userId } = useBand();
  const kind = useCalm(status.kind);
  if (!isIn(config.syncIcons, userId)) return null;
  if (kind !== status.kind) return <SyncIcon kind={kind} words={statusWords({ kind }, null)} size={size} />;
  const by = status.kind === 'unread' ? (memberOf(status.by)?.name ?? null) : null;
  return <SyncIcon kind={status.kind} words={statusWords(status, by)} size={size} />;
}

/**
 * A request that is answered at once is not worth a change of picture: syncing shows after a moment only. Until then it
 * is waiting, in the same picture, so that a server that is down does not make the icon blink with every try.
 */
function useCalm(kind: SyncStatus['kind']): SyncStatus['kind'] {
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
export const recordKey = (scope: string, table: string, id: string): RecordKey => ({ scope, table, id });
