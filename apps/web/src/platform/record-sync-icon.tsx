import { statusWords } from '@rockon/domain';
import type { RecordKey, SyncStatus } from '@rockon/sync';
import { useEffect, useState } from 'react';
import { SyncIcon, type SyncKind } from '../ui/sync-icon.tsx';
import { useBand } from './band-context.tsx';
import { config } from './config.ts';
import { isIn } from './rollout.ts';
import { useAccount } from './session-context.tsx';

const SYNCING_AFTER_MS = 300;

/** A request that is answered at once is not worth a change of picture: syncing shows after a moment only. */
function useCalmKind(kind: SyncKind): SyncKind {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (kind !== 'syncing') {
      setLong(false);
      return;
    }
    const timer = setTimeout(() => setLong(true), SYNCING_AFTER_MS);
    return () => clearTimeout(timer);
  }, [kind]);
  return kind === 'syncing' && !long ? 'pending' : kind;
}

/** The icon of one record's true state, in words of the band: "Saved, new change by Mia". */
export function RecordSyncIcon({ status, size = 'md' }: { readonly status: SyncStatus; readonly size?: 'sm' | 'md' }) {
  const { identity } = useAccount();
  const { memberOf } = useBand();
  const kind = useCalmKind(status.kind);
  if (!isIn(config.syncIcons, identity.userId)) return null;
  const by = status.kind === 'unread' ? (memberOf(status.by)?.name ?? null) : null;
  const words = statusWords(kind === status.kind ? status : { kind: 'pending' }, by);
  return <SyncIcon kind={kind} words={words} size={size} />;
}

/** The key of a band's record. */
export const recordKey = (scope: string, table: string, id: string): RecordKey => ({ scope, table, id });
