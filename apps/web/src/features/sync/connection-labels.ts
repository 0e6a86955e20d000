import type { ConnectionState } from '@rockon/sync';
import * as messages from './connection-messages.ts';

/** The state of syncing in one or two words. */
export function connectionTitle({ kind, signInNeeded }: Pick<ConnectionState, 'kind' | 'signInNeeded'>): string {
  if (signInNeeded) return messages.offlineSignedOut;
  switch (kind) {
    case 'connected':
    case 'polling':
      return messages.connected;
    case 'connecting':
      return messages.connecting;
    case 'offline':
      return messages.offline;
  }
}
