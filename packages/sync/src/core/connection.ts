import type { SyncErrorKind } from '../protocol/errors.ts';
import type { SyncMessages } from '../protocol/messages.ts';

/** A scope that was read again because the device's rows differed from the server's. */
export interface Repair {
  readonly scope: string;
  readonly tables: readonly string[];
  /** Device time in ms. */
  readonly at: number;
}

/** Kinds of calls that fail and recover independently: pushes may fail while pulls work. */
export type CallKind = 'push' | 'pull';

export interface CallFailure {
  readonly kind: SyncErrorKind;
  readonly message: string;
  /** Device time in ms of the first of the failures in a row. */
  readonly since: number;
  /** Device time in ms of the next attempt; null when none is planned. */
  readonly retryAt: number | null;
}

/** How the calls of one kind went. */
export interface CallFacts {
  /** Device time in ms of the last success; null when there was none. */
  readonly okAt: number | null;
  /** Null when the last call succeeded or none was made yet. */
  readonly failure: CallFailure | null;
}

/** The leading tab's facts about the connection; it sends them to the other tabs unchanged. */
export interface ConnectionFacts {
  readonly calls: Readonly<Record<CallKind, CallFacts>>;
  /** Device time in ms of the last success of any kind; null when there was none. */
  readonly lastOkAt: number | null;
  /** off: no realtime port. joining: not joined yet, nothing failed. */
  readonly socket: 'off' | 'joining' | 'joined' | 'down';
  readonly signInNeeded: boolean;
  readonly upgradeNeeded: boolean;
  readonly defect: string | null;
  /** Records with a conflict whose row has not arrived with the log yet: their status is unknown until then. */
  readonly awaitingConflict: readonly string[];
  /** Mutations in the current request. */
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
  /** What is wrong, as text; null when nothing is. Also set while connected, when pulls work and pushes fail. */
  readonly reason: string | null;
  /** Device time in ms of the next attempt; null when nothing fails or no attempt is planned. */
  readonly retryAt: number | null;
}

const view = (kind: ConnectionKind, reason: string | null = null, retryAt: number | null = null): ConnectionView => ({
  kind,
  reason,
  retryAt,
});

/**
 * "Connected" needs a successful call and no failure since. The browser's `online` proves nothing (a router without a
 * line is "online" too); its `offline` is trusted.
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
  // A pull that succeeded after the pushes began to fail shows that the server is reachable.
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
