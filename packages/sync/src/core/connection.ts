import type { SyncErrorKind } from '../protocol/errors.ts';

/** A scope that was read anew because the device had something else than the server. */
export interface Repair {
  readonly scope: string;
  readonly tables: readonly string[];
  /** Device time in ms. */
  readonly at: number;
}

/** What the leading tab knows of the exchange with the server; told to the other tabs as it is. */
export interface ConnectionFacts {
  /** none: no answer and no failure yet. */
  readonly last: 'none' | 'ok' | { readonly failed: SyncErrorKind; readonly message: string };
  /** Device time in ms of the last good exchange; null when there was none. */
  readonly lastOkAt: number | null;
  /** off: by choice. joining: not yet, and nothing failed. */
  readonly socket: 'off' | 'joining' | 'joined' | 'down';
  readonly signInNeeded: boolean;
  readonly upgradeNeeded: boolean;
  readonly defect: string | null;
  /** Records whose answer was a conflict that has not come with the log yet: nothing is settled about them. */
  readonly awaitingConflict: readonly string[];
  /** Mutations in a request now. */
  readonly inFlight: readonly number[];
  /** The newest last. */
  readonly repairs: readonly Repair[];
}

export const NO_FACTS: ConnectionFacts = {
  last: 'none',
  lastOkAt: null,
  socket: 'joining',
  signInNeeded: false,
  upgradeNeeded: false,
  defect: null,
  awaitingConflict: [],
  inFlight: [],
  repairs: [],
};

export type ConnectionKind = 'connected' | 'offline' | 'connecting' | 'polling';

/**
 * "Connected" is said only after a good exchange that nothing has contradicted since: the device's own idea of being
 * online proves nothing (a router without a line is "online" too), its idea of being offline is believed.
 */
export function deriveConnection(
  facts: ConnectionFacts,
  deviceOnline: boolean,
): { readonly kind: ConnectionKind; readonly reason: string | null } {
  if (!deviceOnline) return { kind: 'offline', reason: 'This device has no network.' };
  if (facts.signInNeeded) return { kind: 'offline', reason: 'Sign in again to sync.' };
  if (facts.upgradeNeeded) return { kind: 'offline', reason: 'Reload to get the newer version that the server needs.' };
  if (facts.defect !== null) return { kind: 'offline', reason: facts.defect };
  if (facts.last === 'none') return { kind: 'connecting', reason: null };
  if (facts.last !== 'ok') {
    const kind = facts.last.failed === 'offline' ? 'offline' : 'connecting';
    return { kind, reason: facts.last.message };
  }
  if (facts.socket === 'joined' || facts.socket === 'joining') return { kind: 'connected', reason: null };
  return {
    kind: 'polling',
    reason: facts.socket === 'off' ? null : 'Live updates are down; asking every few seconds.',
  };
}
