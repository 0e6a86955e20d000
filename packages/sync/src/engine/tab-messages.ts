import type { ConnectionFacts } from '../core/connection.ts';
import type { LocalDelta } from '../core/local-state.ts';

/** What the tabs of one database tell each other. */
export type TabMessage =
  /** A transaction is complete. `reload`: the receiver has to read the database, the delta alone is not enough. */
  | { readonly type: 'commit'; readonly number: number; readonly delta: LocalDelta; readonly reload: boolean }
  /** The leader's view of the exchange. */
  | { readonly type: 'facts'; readonly facts: ConnectionFacts }
  /** A new tab asks the leader for its facts. */
  | { readonly type: 'hello' }
  | WakeMessage
  /** The database is gone, by the person's wish. */
  | { readonly type: 'destroyed' };

/** Asks the leader to do something now. `watched`: somebody looks at the tab that says so. */
export interface WakeMessage {
  readonly type: 'wake';
  readonly what: 'pull' | 'sync' | 'flush' | 'session' | 'signed-in' | 'watched';
}

/** A snapshot's pages stay out of the message: they are large, and every tab can read them from the database. */
export function commitMessage(number: number, delta: LocalDelta, reload: boolean): TabMessage {
  const { segment, ...rest } = delta;
  return { type: 'commit', number, reload, delta: segment ? rest : delta };
}
