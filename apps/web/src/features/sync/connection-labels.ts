import type { ConnectionState } from '@rockon/sync';

/** The state of syncing in one or two words. */
export function connectionTitle({ kind, signInNeeded }: Pick<ConnectionState, 'kind' | 'signInNeeded'>): string {
  if (signInNeeded) return 'Offline, not signed in';
  switch (kind) {
    case 'connected':
    case 'polling':
      return 'Connected';
    case 'connecting':
      return 'Connecting…';
    case 'offline':
      return 'Offline';
  }
}

/** The state of syncing in a sentence: what works now and what does not. */
export function connectionSentence(state: ConnectionState): string {
  if (state.defect !== null) return `Syncing has stopped: ${state.defect} Your work is kept on this device.`;
  if (state.upgradeNeeded) return 'This version of RockOn is too old for the server. Reload to go on syncing.';
  if (state.signInNeeded) return 'Your session has ended. Sign in again to sync; everything is kept on this device.';
  switch (state.kind) {
    case 'connected':
      return 'Changes arrive and leave at once.';
    case 'polling':
      return 'Live updates are not available right now, so RockOn asks the server every few seconds.';
    case 'connecting':
      return 'Looking for the server. You can work meanwhile.';
    case 'offline':
      return state.reason ?? 'You can read and change everything; it syncs by itself when the network is back.';
  }
}

export const pendingWords = (count: number) => `${count} pending`;
