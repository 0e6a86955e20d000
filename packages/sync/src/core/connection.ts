import type { SyncErrorKind } from '../protocol/errors.ts';
import type { SyncMessages } from '../protocol/messages.ts';

/** A scope that was read anew because the device had something else than the server. */
export interface Repair {
  readonly scope: string;
  readonly tables: readonly string[];
  /** Device time in ms. */
  readonly at: number;
}

/** The kinds of calls that fail and recover on their own: pushes may be refused for long while pulls work. */
export type CallKind = 'push' | 'pull';

export interface CallFailure {
  readonly kind: SyncErrorKind;
  readonly message: string;
  /** Device time in ms of the first failure in a row. */
  readonly since: number;
  /** Device time in ms of the next attempt; null when nothing is attempted before something changes. */
  readonly retryAt: number | null;
}

/** How the calls of one kind went. */
export interface CallFacts {
  /** Device time in ms of the last good answer; null when there was none. */
  readonly okAt: number | null;
  /** Null when the last call was good, or none was made yet. */
  readonly failure: CallFailure | null;
}

/** What the leading tab knows of the exchange with the server; told to the other tabs as it is. */
export interface ConnectionFacts {
  readonly calls: Readonly<Record<CallKind, CallFacts>>;
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
  calls: { push: { okAt: null, failure: null }, pull: { okAt: null, failure: null } },
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

/** What a person sees of the connection. */
export interface ConnectionView {
  readonly kind: ConnectionKind;
  /** What is wrong, in words; null when nothing is. Also set while connected: pulls may work while pushes fail. */
  readonly reason: string | null;
  /** Device time in ms of the next attempt of what fails; null when nothing fails or nothing is planned. */
  readonly retryAt: number | null;
}

const view = (kind: ConnectionKind, reason: string | null = null, retryAt: number | null = null): ConnectionView => ({
  kind,
  reason,
  retryAt,
});

/**
 * "Connected" is said only after a good exchange that nothing has contradicted since: the device's own idea of being
 * online proves nothing (a router without a line is "online" too), its idea of being offline is believed.
 */
export function deriveConnection(
  facts: ConnectionFacts,
  deviceOnline: boolean,
  messages: SyncMessages,
): ConnectionView {
  if (!deviceOnline) return view('offline', messages.deviceOffline);
  if (facts.signInNeeded) return view('offline', messages.signInToSync);
  if (facts.upgradeNeeded) return view('offline', messages.reloadToSync);
  if (facts.defect !== null) return view('offline', facts.defect);
  const { push, pull } = facts.calls;
  if (pull.failure) return failing(pull.failure);
  // A pull that was answered after the pushes began to fail shows that the server is reachable.
  const reachable = push.failure !== null && pull.okAt !== null && pull.okAt >= push.failure.since;
  if (push.failure && !reachable) return failing(push.failure);
  if (pull.okAt === null && push.okAt === null) return view('connecting');
  const kind = facts.socket === 'joined' || facts.socket === 'joining' ? 'connected' : 'polling';
  if (push.failure) return view(kind, push.failure.message, push.failure.retryAt);
  const silent = kind === 'connected' || facts.socket === 'off';
  return view(kind, silent ? null : messages.liveUpdatesDown);
}

const failing = ({ kind, message, retryAt }: CallFailure): ConnectionView =>
  view(kind === 'offline' ? 'offline' : 'connecting', message, retryAt);
