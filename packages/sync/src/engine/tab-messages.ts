import type { ConnectionFacts } from '../core/connection.ts';
import type { LocalDelta } from '../core/local-state.ts';

/** What the tabs of one database send each other. */
export type TabMessage =
  | CommitMessage
  /** The leader's view of the exchange. */
  | { readonly type: 'facts'; readonly facts: ConnectionFacts }
  /** A new tab asks the leader for its facts. */
  | { readonly type: 'hello' }
  | WakeMessage
  /** The person signed out: the database is about to be deleted. */
  | { readonly type: 'destroyed' };

/** A transaction is complete. `reload`: the delta is not enough, the receiver has to read the database. */
export interface CommitMessage {
  readonly type: 'commit';
  readonly number: number;
  readonly delta: LocalDelta;
  readonly reload: boolean;
}

/** Asks the leader to do something now. `watched`: the sending tab is visible. `session`: the token was renewed. */
export interface WakeMessage {
  readonly type: 'wake';
  readonly what: 'pull' | 'sync' | 'flush' | 'session' | 'signed-in' | 'watched';
}

/** Leaves out a snapshot's page: it is large, and every tab can read it from the database. */
export function commitMessage(number: number, delta: LocalDelta, reload: boolean): CommitMessage {
  const { segment, ...rest } = delta;
  return { type: 'commit', number, reload, delta: segment ? rest : delta };
}
