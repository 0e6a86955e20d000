/** What kind of failure it was, by what has to be done about it. */
export type SyncErrorKind =
  /** No answer from the server: wait, try again. */
  | 'offline'
  /** The server answered that it cannot now (429, 5xx): wait as long as it says, try again. */
  | 'server-busy'
  /** Not signed in any more: keep everything, ask to sign in. */
  | 'auth'
  /** The server does not speak this protocol: ask to reload, keep the outbox. */
  | 'upgrade-required'
  /** The device's mutation ids were used by a copy of its profile: take a new client id, send again. */
  | 'client-fork'
  /** The request as a whole was refused: show it. */
  | 'rejected'
  /** The device has no room left. */
  | 'quota'
  /** The device's own database failed, for now: nothing was written, trying again may work. */
  | 'storage'
  /** An answer or a state that cannot be: stop writing, show it, keep the data. */
  | 'defect';

/** The one error type that crosses the ports. `message` is fit for a person: what happened and what can be done. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
  constructor(
    readonly kind: SyncErrorKind,
    message: string,
    /** `code` is the server's own code, `path` the field it is about; `retryAfterMs` is what the server asked to wait. */
    readonly detail: {
      readonly code?: string;
      readonly path?: string;
      readonly retryAfterMs?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: detail.cause });
  }
}
