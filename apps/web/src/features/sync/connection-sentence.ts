import { formatNumber, plural } from '@rockon/domain';
import type { ConnectionState } from '@rockon/sync';

/** The state of syncing in a sentence: what works now and what does not. */
export function connectionSentence(state: ConnectionState): string {
  if (state.defect !== null) return `Syncing has stopped: ${state.defect} Your work is safe on this device.`;
  if (state.upgradeNeeded) return 'This version of RockOn is too old for the server. Reload to keep syncing.';
  if (state.signInNeeded) return 'Your session has ended. Sign in again to sync. Everything is safe on this device.';
  // The server answers pulls and fails pushes: connected, but nothing that is typed here gets there.
  const fails = state.reason !== null && state.retryAt !== null;
  if (fails && state.kind !== 'offline') return state.reason;
  switch (state.kind) {
    case 'connected':
      return state.failed === 0
        ? 'Live and up to date.'
        : plural(
            state.failed,
            'Connected. 1 change was not saved.',
            `Connected. ${formatNumber(state.failed)} changes were not saved.`,
          );
    case 'polling':
      return "Live updates aren't available right now, so RockOn checks for changes every few seconds.";
    case 'connecting':
      return 'Connecting to the server. You can keep working.';
    case 'offline':
      return state.reason ?? 'You can view and edit everything. It syncs when you are back online.';
  }
}
