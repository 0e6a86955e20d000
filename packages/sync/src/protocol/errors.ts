/** The kind of a failure, by what to do about it. */
export type SyncErrorKind =
  /** No answer from the server: retry later. */
  | 'offline'
  /** The server is overloaded (429, 5xx): retry after the pause that it asks for. */
  | 'server-busy'
  /** The session has ended: keep everything and ask the person to sign in. */
  | 'auth'
  /** The server does not know this protocol version: keep the outbox and ask the person to reload. */
  | 'upgrade-required'
  /** A copy of this browser profile used the same mutation ids: take a new client id and send again. */
  | 'client-fork'
  /** The server rejected the request: show the message. */
  | 'rejected'
  /** The device is full. */
  | 'quota'
  /** The database on the device failed for now: nothing was written, and a retry may work. */
  | 'storage'
  /** An impossible answer or state: stop syncing, show it, keep the data. */
  | 'defect';

/** The only error type that crosses the ports. `message` can be shown: what happened and what to do. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
  constructor(
    readonly kind: SyncErrorKind,
    message: string,
    /** `code`: the server's error code. `path`: the field it is about. `retryAfterMs`: the pause that the server asks for. */
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
